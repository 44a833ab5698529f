import { Refused } from "../refused.ts";

/** Runs a task when its turn comes. */
export type FewAtOnce = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** Try again after this long, in seconds, when nobody else may wait. */
const RETRY_SECONDS = 5;

/**
 * A door for what costs memory or a processor: `running` tasks are in it at once, first come first served.
 *
 * Rejects with Refused `too_fast` when already `waiting` tasks wait.
 */
export function createFewAtOnce({ running: max, waiting }: { running: number; waiting: number }): FewAtOnce {
  const queue: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running < max) {
      running++;
    } else {
      if (queue.length >= waiting) {
        throw new Refused("too_fast", "Too many pictures come in just now: try again in a moment.", RETRY_SECONDS);
      }
      // Whoever leaves hands the place over, so that nobody slips in between.
      await new Promise<void>((enter) => queue.push(enter));
    }
    try {
      return await task();
    } finally {
      const enter = queue.shift();
      if (enter === undefined) running--;
      else enter();
    }
  };
}
