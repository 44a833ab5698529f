import type { GenerationAnswer } from "../../contract/routes.ts";

/** What ended longer ago than this is no news any more, in ms. */
export const JUST_ENDED_MS = 3_600_000;
/** To whom a cancel was already passed on, but not carried out yet. */
const CANCEL_REQUESTED = "cancel_requested";

/** An end that a newer server may call otherwise is still an end. */
export const isRunning = ({ ended_at }: GenerationAnswer): boolean => ended_at === null;

export const canCancel = (entry: GenerationAnswer): boolean => isRunning(entry) && !isCancelling(entry);

export const isCancelling = (entry: GenerationAnswer): boolean =>
  isRunning(entry) && entry.error_code === CANCEL_REQUESTED;

/** It failed by itself, so that trying it again with all others of its kind is what its owner wants. */
export const hasFailed = ({ status }: GenerationAnswer): boolean => status === "failed" || status === "timed_out";

export const canRetry = (entry: GenerationAnswer): boolean => hasFailed(entry) || entry.status === "cancelled";

/** A model that stands nowhere: its exhibit was removed, or it was ordered without one. */
export const canPlace = ({ kind, place, status, ended_at }: GenerationAnswer): boolean =>
  kind === "model" && place === null && (ended_at === null || status === "succeeded");

/**
 * What the tray shows of a player's generations: all that run, and what ended within the last hour, has not been put away
 * and has not been tried again. Running ones come first, oldest first, then the queue in its order, then the ended
 * ones, newest first.
 *
 * @param dismissed the `record_id` of those that were put away
 */
export function trayEntries(
  generations: readonly GenerationAnswer[],
  dismissed: readonly number[],
  serverNowMs: number,
): readonly GenerationAnswer[] {
  const triedAgain = new Set(generations.map(({ retry_of }) => retry_of));
  const isNews = ({ record_id, ended_at }: GenerationAnswer): boolean =>
    ended_at !== null &&
    Date.parse(ended_at) > serverNowMs - JUST_ENDED_MS &&
    !triedAgain.has(record_id) &&
    !dismissed.includes(record_id);
  return generations.filter((entry) => isRunning(entry) || isNews(entry)).toSorted(inOrder);
}

function inOrder(a: GenerationAnswer, b: GenerationAnswer): number {
  if (a.ended_at !== null && b.ended_at !== null) return Date.parse(b.ended_at) - Date.parse(a.ended_at);
  if (isRunning(a) !== isRunning(b)) return isRunning(a) ? -1 : 1;
  return waiting(a) - waiting(b) || Date.parse(a.created_at) - Date.parse(b.created_at);
}

/** Its place in the queue; what waits without one is about to get it. */
const waiting = ({ status, queue_position }: GenerationAnswer): number =>
  status === "queued" ? queue_position || Number.MAX_SAFE_INTEGER : 0;
