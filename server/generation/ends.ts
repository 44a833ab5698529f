import type { EndedStatus, Generation } from "./generation.ts";
import { released, type Step, to } from "./lifecycle-events.ts";
import type { GenerationPatch } from "./store.ts";

/** An end is settled by the due clock: the row is due at once. */
export function ended(status: EndedStatus, now: number, patch: GenerationPatch): Step {
  return to({ ...patch, status, activeKey: null, endedAt: now, nextLookAt: now, ...released }, { type: "settle" });
}

export const failed = (now: number, errorCode: string, errorMessage: string, seen: GenerationPatch = {}): Step =>
  ended("failed", now, { ...seen, errorCode, errorMessage });

export const timedOut = (now: number, seen: GenerationPatch): Step =>
  ended("timed_out", now, {
    ...seen,
    errorCode: "timed_out",
    errorMessage: "It took longer than it may. Retry looks once more before anything is paid again.",
  });

/** `operationId` is what is to be cancelled at the provider, or null where nothing is there to cancel. */
export function cancelled(row: Generation, now: number, operationId: string | null): Step {
  const { patch, effects } = ended("cancelled", now, {
    operationId: operationId ?? row.operationId,
    errorCode: "cancelled",
    errorMessage: "It was cancelled.",
  });
  if (operationId === null) return { patch, effects };
  return { patch, effects: [{ type: "cancel_at_provider", operationId }, ...effects] };
}
