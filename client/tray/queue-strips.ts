import type { GenerationAnswer } from "../../contract/routes.ts";
import { hasFailed, isRunning, JUST_ENDED_MS } from "./entries.ts";

/** How many columns an hour has: one for every two minutes. */
export const COLUMNS = 30;
const COLUMN_MS = JUST_ENDED_MS / COLUMNS;

/** What one column shows: what was under way in that time, and what ended in it. */
export interface QueueColumn {
  /** With its maker, as far as is known: of what has ended only that it was under way. */
  readonly running: number;
  /** What waits now, since it was asked for. */
  readonly waiting: number;
  readonly done: number;
  readonly failed: number;
  /** Its owner called it off. */
  readonly cancelled: number;
}

/** One kind's hour. */
export interface QueueStrip {
  readonly kind: string;
  /** Oldest first; the last one ends now. */
  readonly columns: readonly QueueColumn[];
  /** Now, and within the hour. */
  readonly counts: {
    readonly running: number;
    readonly waiting: number;
    readonly done: number;
    readonly failed: number;
    readonly cancelled: number;
  };
}

const isWaiting = ({ status, ended_at }: GenerationAnswer): boolean => ended_at === null && status === "queued";

/** What went on within the last hour, by kind, the busiest first. */
export function queueStrips(list: readonly GenerationAnswer[], serverNowMs: number): readonly QueueStrip[] {
  const from = serverNowMs - JUST_ENDED_MS;
  const recent = list.filter((entry) => isRunning(entry) || Date.parse(entry.ended_at ?? "") > from);
  const byKind = Object.groupBy(recent, ({ kind }) => kind);
  return Object.entries(byKind)
    .map(([kind, entries = []]) => stripOf(kind, entries, from))
    .toSorted((a, b) => total(b) - total(a) || a.kind.localeCompare(b.kind));
}

const total = ({ counts: { running, waiting, done, failed, cancelled } }: QueueStrip): number =>
  running + waiting + done + failed + cancelled;

function stripOf(kind: string, entries: readonly GenerationAnswer[], from: number): QueueStrip {
  const running = entries.filter((entry) => isRunning(entry) && !isWaiting(entry));
  const waiting = entries.filter(isWaiting);
  const ended = entries.filter((entry) => !isRunning(entry));
  const done = ended.filter(({ status }) => status === "succeeded");
  const failed = ended.filter(hasFailed);
  const cancelled = ended.filter(({ status }) => status === "cancelled");
  const columnOf = (iso: string) => Math.min(COLUMNS - 1, Math.floor((Date.parse(iso) - from) / COLUMN_MS));
  const columns = Array.from({ length: COLUMNS }, (_, column) => {
    const hasBegun = ({ created_at }: GenerationAnswer) => columnOf(created_at) <= column;
    const endsHere = ({ ended_at }: GenerationAnswer) => ended_at !== null && columnOf(ended_at) === column;
    const endsLater = ({ ended_at }: GenerationAnswer) => ended_at !== null && columnOf(ended_at) > column;
    return {
      running: [...running, ...ended.filter(endsLater)].filter(hasBegun).length,
      waiting: waiting.filter(hasBegun).length,
      done: done.filter(endsHere).length,
      failed: failed.filter(endsHere).length,
      cancelled: cancelled.filter(endsHere).length,
    };
  });
  const counts = {
    running: running.length,
    waiting: waiting.length,
    done: done.length,
    failed: failed.length,
    cancelled: cancelled.length,
  };
  return { kind, columns, counts };
}
