import type { Generation } from "./generation.ts";
import type { KindTimes } from "./kind.ts";

/** When a lost answer is searched for, counted from the previous search, in ms. */
export const searchDelaysMs = [0, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000] as const;
/** How long a row waits for its gate, or for a provider that cannot be searched, before it is given up. */
export const patienceMs = 24 * 60 * 60 * 1000;
/** How long the gate stays closed after a throttle that names no time. */
export const throttledWithoutHintMs = 20_000;
/** Before the next try of what failed `tries` times in a row. */
export const backoffMs = (tries: number): number => Math.min(60_000, 1_000 * 2 ** Math.min(tries, 6));

/** When to look again: from the moment of asking, never beyond the deadline's last look, never in the past. */
export function nextLook(lookedAt: number, row: Pick<Generation, "deadlineAt">, now: number, times: KindTimes): number {
  return Math.max(now, Math.min(lookedAt + times.lookMs, row.deadlineAt ?? Number.POSITIVE_INFINITY));
}
