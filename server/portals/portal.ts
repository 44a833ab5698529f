import { cancelNotice } from "../generation/cancel-notice.ts";
import type { Generation } from "../generation/generation.ts";

export type PortalStatus = "generating" | "ready" | "error";

/** A door in a world: one row of `portals`. Metres, radians, ms since 1970. */
export interface PortalRow {
  readonly id: string;
  /** The world it stands in. */
  readonly worldId: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly rotationY: number;
  readonly status: PortalStatus;
  readonly pendingOperationId: string | null;
  readonly url: string | null;
  readonly targetWorldId: string | null;
  /** The newest generation for it; null for a portal connected to a world that was there already. */
  readonly generationId: number | null;
  readonly prompt: string;
  /** `/assets/…` of the picture that its newest generation is made from; null where that is made from words alone. */
  readonly image: string | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly createdBy: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** What a generation decides about its portal. */
export type PortalOutcome = Pick<
  PortalRow,
  "status" | "pendingOperationId" | "url" | "targetWorldId" | "errorCode" | "errorMessage"
>;

export const subjectOfPortal = (portalId: string): string => `portal:${portalId}`;
export const portalIdOf = (subject: string): string | null =>
  subject.startsWith("portal:") ? subject.slice("portal:".length) : null;

const noError = { errorCode: null, errorMessage: null } as const;

export const interrupted = {
  errorCode: "interrupted",
  errorMessage: "The server stopped before this was started, and nothing was paid. Retry starts it.",
} as const;

/** Whether news of the portal's generation are its news: it waits for the end, or was given up before it was begun. */
export const isAwaiting = ({ status, errorCode }: Pick<PortalRow, "status" | "errorCode">): boolean =>
  status === "generating" || errorCode === interrupted.errorCode;

/**
 * What the portal says while its generation stands as it does. Until the end is being settled an ended generation
 * still shows as generating: the portal turns once, and with its files at hand.
 *
 * @param world the finished world, present exactly when a success is being settled
 */
export function outcomeFor(
  portal: PortalRow,
  generation: Generation,
  settling: { readonly world: { readonly id: string; readonly url: string } | null } | null,
): PortalOutcome {
  // A regenerated portal keeps leading where it led until there is somewhere new.
  const kept = { url: portal.url, targetWorldId: portal.targetWorldId };
  if (settling === null) {
    const notice = generation.cancelRequested ? cancelNotice : noError;
    return { status: "generating", pendingOperationId: generation.operationId, ...kept, ...notice };
  }
  if (settling.world !== null) {
    const { id, url } = settling.world;
    return { status: "ready", pendingOperationId: null, url, targetWorldId: id, ...noError };
  }
  return {
    status: "error",
    pendingOperationId: null,
    ...kept,
    errorCode: generation.errorCode ?? "provider_failed",
    errorMessage: generation.errorMessage ?? "It failed without saying why.",
  };
}
