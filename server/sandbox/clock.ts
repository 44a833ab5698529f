import { z } from "zod";
import type { Journal } from "./journal.ts";

const TOPIC = "clock";

/** How far one call may move the clock, in ms: a year. Dates stay far inside what JavaScript can say. */
export const MAX_ADVANCE_MS = 366 * 24 * 3_600_000;

const Advance = z.object({ advanceMs: z.number().int().min(0).max(MAX_ADVANCE_MS) });

/** The time tasks live by: real time plus everything it was moved forward by. It is never moved back. */
export interface SandboxClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** How far this clock is ahead of real time, in ms. */
  aheadMs(): number;
  /** Resolves once the move is in the journal: after a restart tasks are at least as old as they were. */
  advance(advanceMs: number): Promise<void>;
}

export function openClock(journal: Journal, realNow: () => number): SandboxClock {
  let aheadMs = journal.past(TOPIC, Advance).reduce((sum, { advanceMs }) => sum + advanceMs, 0);
  return {
    now: () => realNow() + aheadMs,
    aheadMs: () => aheadMs,
    async advance(advanceMs) {
      await journal.append(TOPIC, Advance.parse({ advanceMs }));
      aheadMs += advanceMs;
    },
  };
}
