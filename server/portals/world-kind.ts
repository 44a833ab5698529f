import { z } from "zod";
import type { Generation } from "../generation/generation.ts";
import type { Order } from "../generation/generations.ts";
import type { Kind } from "../generation/kind.ts";
import type { Provider } from "../generation/provider.ts";
import type { DesignatedPolling } from "./designated-polling.ts";
import type { PortalKeeping } from "./keeping.ts";

export const WORLD = "world";

const WorldInput = z.object({ prompt: z.string(), image: z.string().optional() });

/** Where the picture of an upload is in our store. Rejects with Refused `unsupported_image`. */
export type TakeUpload = (uploadId: string) => Promise<string>;

interface WorldOrder {
  readonly prompt: string;
  /** `/assets/<hash>.<ext>` of the picture that it is made from beside the words; null for words alone. */
  readonly image: string | null;
  readonly playerId: string;
  /** "" until a portal takes it over. */
  readonly subject: string;
}

/** A world, asked for in words or with a picture. */
export const worldOrder = (order: WorldOrder): Order => ({
  kind: WORLD,
  input: { prompt: order.prompt, ...(order.image !== null && { image: order.image }) },
  requestedBy: order.playerId,
  subject: order.subject,
});

export const promptOf = (generation: Generation): string => WorldInput.parse(generation.input).prompt;

/** What it is made from, as its portal remembers it. */
export function wantedOf(generation: Generation): Pick<WorldOrder, "prompt" | "image"> {
  const { prompt, image = null } = WorldInput.parse(generation.input);
  return { prompt, image };
}

/** What a `world` generation is: made by Marble, looked at by the players in the portal's room, settled onto the portal. */
export function createWorldKind(parts: {
  readonly provider: Provider;
  readonly lookMs: number;
  readonly polling: DesignatedPolling;
  readonly keeping: PortalKeeping;
}): Kind {
  return {
    name: WORLD,
    provider: parts.provider,
    times: { lookMs: parts.lookMs, deadlineMs: 15 * 60_000, collectMs: 24 * 3_600_000 },
    delegate: parts.polling,
    async settle(generation) {
      await parts.polling.reportWindowClosed(generation.id);
      await parts.keeping.settle(generation);
    },
  };
}
