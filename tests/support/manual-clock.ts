import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../server/generation/ports.ts";

export interface ManualClock extends Clock {
  /** Lets time pass: runs every timer that falls due, in order, and what follows from each, before the next. */
  advance(ms: number): Promise<void>;
  /** Lets everything that is ready happen, with no time passing. */
  settle(): Promise<void>;
}

/** Time that passes only when a test says so. */
export function createManualClock(startAt = Date.UTC(2026, 0, 1)): ManualClock {
  let now = startAt;
  let nextId = 0;
  const timers = new Map<number, { at: number; task: () => void }>();

  /** Promises that wait for nothing outside resolve within a few turns of the event loop. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 6; turn++) await setImmediate();
  }

  return {
    now: () => now,
    after(delayMs, task) {
      const id = nextId++;
      timers.set(id, { at: now + Math.max(0, delayMs), task });
      return () => void timers.delete(id);
    },
    settle,
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (;;) {
        const [due] = [...timers].filter(([, { at }]) => at <= until).sort(([a, x], [b, y]) => x.at - y.at || a - b);
        if (!due) break;
        const [id, { at, task }] = due;
        timers.delete(id);
        now = Math.max(now, at);
        task();
        await settle();
      }
      now = until;
      await settle();
    },
  };
}
