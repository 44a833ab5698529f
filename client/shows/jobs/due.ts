import type { Job } from "./job.ts";

/** How often a job's status is read, in ms: the seed's. */
const EVERY_MS = 3_000;
/** The same while the room tells of jobs by itself: only for what it may have left out. */
const EVERY_WHILE_LIVE_MS = 15_000;
/** Looks are taken every few seconds: a room that has told nothing for so long may have nothing to tell, or be cut off. */
const LIVE_FOR_MS = 9_000;

export interface Live {
  readonly isJoined: boolean;
  /** When the room last told of any job of ours, by this browser's clock. */
  readonly lastToldAtMs: number;
}

const isFlowing = ({ isJoined, lastToldAtMs }: Live, nowMs: number): boolean =>
  isJoined && nowMs - lastToldAtMs < LIVE_FOR_MS;

/** Those whose status has to be read now. */
export function dueJobs(jobs: Iterable<Job>, live: Live, nowMs: number): readonly Job[] {
  const everyMs = isFlowing(live, nowMs) ? EVERY_WHILE_LIVE_MS : EVERY_MS;
  return [...jobs].filter(({ isOrdered, heardAtMs }) => isOrdered && nowMs - heardAtMs >= everyMs);
}
