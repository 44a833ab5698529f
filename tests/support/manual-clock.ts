import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../server/generation/ports.ts";

export interface ManualClock extends Clock {
  /** Lets time pass: runs every timer that falls due, in order, and what follows from each, before the next. */
  advance(ms: number): Promise<void>;
  /** The clock is put forward, as after a machine's sleep: timers wait as long as they would have. */
  jump(ms: number): void;
  /** Lets everything that is ready happen, with no time passing. */
  settle(): Promise<void>;
}

/**
 * Time that passes only when a test says so.
 *
 * @param turns of the event loop that what is ready may take. One is enough where nothing but promises is waited for.
 */
export function createManualClock(startAt = Date.UTC(2026, 0, 1), turns = 6): ManualClock {
  let now = startAt;
  let nextId = 0;
  const timers = new Map<number, { at: number; task: () => void }>();

  /** Promises that wait for nothing outside resolve within a few turns of the event loop. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < turns; turn++) await setImmediate();
  }

  /** The first timer that falls due by then; of several at one time, the one that was set first. */
  function takeDue(until: number): { at: number; task: () => void } | null {
    let firstId = -1;
    let first: { at: number; task: () => void } | null = null;
    for (const [id, timer] of timers) {
      if (timer.at > until || (first !== null && timer.at >= first.at)) continue;
      firstId = id;
      first = timer;
    }
    timers.delete(firstId);
    return first;
  }

  return {
    now: () => now,
    after(delayMs, task) {
      const id = nextId++;
      timers.set(id, { at: now + Math.max(0, delayMs), task });
      return () => void timers.delete(id);
    },
    settle,
    jump(ms) {
      now += ms;
      for (const timer of timers.values()) timer.at += ms;
    },
    async advance(ms) {
      const until = now + ms;
      await settle();
      for (let due = takeDue(until); due !== null; due = takeDue(until)) {
        now = Math.max(now, due.at);
        due.task();
        await settle();
      }
      now = until;
      await settle();
    },
  };
}
