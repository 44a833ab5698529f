import type { Clock } from "../server/generation/ports.ts";
import type { Time } from "./clockwork.ts";

/** A clock that can be put to another time and run faster than the real one. A timer that waits goes by the new time. */
export function createBenchClock(): Clock & { set(time: Time): void } {
  let [at, speed, since] = [0, 1, performance.now()];
  const waiting = new Set<() => void>();
  const now = (): number => Math.floor(at + (performance.now() - since) * speed);
  return {
    now,
    set(time) {
      [at, speed, since] = [time.at ?? now(), time.speed, performance.now()];
      for (const wait of waiting) wait();
    },
    after(delayMs, task) {
      const runAt = now() + delayMs;
      let timer: NodeJS.Timeout;
      function wait(): void {
        clearTimeout(timer);
        timer = setTimeout(run, Math.max(0, runAt - now()) / speed);
      }
      function run(): void {
        waiting.delete(wait);
        task();
      }
      waiting.add(wait);
      wait();
      return () => {
        waiting.delete(wait);
        clearTimeout(timer);
      };
    },
  };
}
