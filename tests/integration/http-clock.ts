import type { Clock } from "../../server/generation/ports.ts";

export interface SetClock extends Clock {
  /** Moves the time on, and runs what has become due, the earliest first. */
  advance(ms: number): void;
  /** How many tasks wait. */
  waiting(): number;
}

/** A clock that stands still until a test moves it. */
export function createSetClock(startedAt = Date.UTC(2026, 10, 20)): SetClock {
  let now = startedAt;
  const tasks = new Map<symbol, { readonly at: number; run(): void }>();
  return {
    now: () => now,
    after(delayMs, run) {
      const key = Symbol();
      tasks.set(key, { at: now + delayMs, run });
      return () => void tasks.delete(key);
    },
    advance(ms) {
      now += ms;
      const due = [...tasks].filter(([, { at }]) => at <= now).sort(([, a], [, b]) => a.at - b.at);
      for (const [key, { run }] of due) if (tasks.delete(key)) run();
    },
    waiting: () => tasks.size,
  };
}
