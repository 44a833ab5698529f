import type { Clock } from "../generation/ports.ts";

/** A timer with a longer delay fires at once: Node keeps delays in 31 bits. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/**
 * The real time. Its timers do not keep the process alive: what does is the listening server.
 *
 * @param onError gets what a task throws or rejects with; nobody waits for a task.
 */
export function createSystemClock(onError: (error: unknown) => void): Clock {
  return {
    now: () => Date.now(),
    after(delayMs, task) {
      let timer: NodeJS.Timeout;
      const wait = (leftMs: number) => {
        const stepMs = Math.min(leftMs, TIMER_MAX_MS);
        timer = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : run(task, onError)), stepMs).unref();
      };
      wait(Math.max(0, delayMs));
      return () => clearTimeout(timer);
    },
  };
}

/** A task may be an async function although its type says that nothing comes back. */
async function run(task: () => unknown, onError: (error: unknown) => void): Promise<void> {
  try {
    await task();
  } catch (error) {
    onError(error);
  }
}
