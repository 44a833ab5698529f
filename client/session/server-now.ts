import { effect, type ReadonlySignal, signal } from "@preact/signals";
import { serverAhead } from "./player-session.ts";

/** The server's time in ms, moved on every second while `wanted` is true; the elapsed times of labels hang on it. */
export function serverNow(wanted: ReadonlySignal<boolean>): ReadonlySignal<number> {
  const now = signal(Date.now() + serverAhead.peek());
  effect(() => {
    if (!wanted.value) return;
    const move = () => {
      now.value = Date.now() + serverAhead.peek();
    };
    move();
    const timer = setInterval(move, 1000);
    return () => clearInterval(timer);
  });
  return now;
}
