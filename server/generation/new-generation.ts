import { randomInt, randomUUID } from "node:crypto";
import type { Generation, Json } from "./generation.ts";

export interface Request {
  readonly kind: string;
  readonly provider: string;
  readonly input: Json;
  readonly requestedBy: string;
  /** `feature:id`, or "" while nobody has said what it is for. */
  readonly subject: string;
  readonly jobId?: string;
  readonly activeKey?: string;
  readonly retryOf?: number;
}

/** `randomInt` spans at most 2^48 - 1 values, which is below 2^53 and beyond guessing. */
const idRange = 2 ** 48 - 1;

/**
 * What a submit is found again by, at most the 32 characters that Marble allows. A second submit has a tag of its own,
 * or the first one's failed task would be found for it.
 */
export const submitTagOf = (id: number, nth: 1 | 2): string => `waygate-${id.toString(36)}${nth === 1 ? "" : "-again"}`;

/** The row behind a tag; null for what is no tag of ours. */
export function idOfSubmitTag(tag: string): number | null {
  const id = Number.parseInt(/^waygate-([0-9a-z]{1,11})(?:-again)?$/.exec(tag)?.[1] ?? "", 36);
  const isOurs = Number.isSafeInteger(id) && (tag === submitTagOf(id, 1) || tag === submitTagOf(id, 2));
  return isOurs ? id : null;
}

/** A row at its beginning: committed before the caller is answered, and before anything is sent. */
export function newGeneration(request: Request, now: number): Generation {
  const id = randomInt(1, idRange);
  return {
    id,
    jobId: request.jobId ?? randomUUID(),
    kind: request.kind,
    provider: request.provider,
    status: "queued",
    operationId: null,
    providerRef: null,
    adopted: false,
    input: request.input,
    upload: null,
    observed: null,
    observedAt: null,
    output: null,
    progress: -1,
    errorCode: null,
    errorMessage: null,
    requestedBy: request.requestedBy,
    subject: request.subject,
    activeKey: request.activeKey ?? null,
    retryOf: request.retryOf ?? null,
    submitTag: submitTagOf(id, 1),
    attempts: 0,
    tries: 0,
    resubmitted: false,
    cancelRequested: false,
    nextLookAt: null,
    leaseOwner: null,
    leaseUntil: null,
    version: 0,
    submittedAt: null,
    acceptedAt: null,
    deadlineAt: null,
    createdAt: now,
    updatedAt: now,
    endedAt: null,
    settledAt: null,
  };
}
