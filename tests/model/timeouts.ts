import { vi } from "vitest";

const patienceMs = new WeakMap<AbortSignal, number>();

/** No real time: a time-out is only remembered, and kept by whoever answers the call (see `outside.ts`). */
export function simulateTimeouts(): () => void {
  const spy = vi.spyOn(AbortSignal, "timeout").mockImplementation((ms) => {
    const { signal } = new AbortController();
    patienceMs.set(signal, ms);
    return signal;
  });
  return () => spy.mockRestore();
}

/** How long the caller waits for its answer, in ms. */
export const patienceOf = (signal: AbortSignal): number => patienceMs.get(signal) ?? Number.POSITIVE_INFINITY;
