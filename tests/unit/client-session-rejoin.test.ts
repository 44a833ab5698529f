import { describe, expect, test } from "vitest";
import { rejoin, rejoinDelayMs } from "../../client/session/rejoin.ts";

describe("the pauses before getting back in", () => {
  test("grow from 1 s to 10 s and stay there", () => {
    expect([1, 2, 3, 4, 5, 6, 100].map(rejoinDelayMs)).toEqual([1000, 2000, 4000, 8000, 10_000, 10_000, 10_000]);
  });

  test("an attempt before the first one waits like the first", () => {
    expect(rejoinDelayMs(0)).toBe(1000);
  });
});

describe("getting back in", () => {
  function steps(outcomes: (string | Error)[], signal = new AbortController().signal) {
    const pauses: number[] = [];
    const attempts: number[] = [];
    return {
      pauses,
      attempts,
      signal,
      open: async () => {
        const outcome = outcomes.shift() ?? new Error("nobody answers");
        if (outcome instanceof Error) throw outcome;
        return outcome;
      },
      pause: async (delayMs: number) => void pauses.push(delayMs),
      onAttempt: (attempt: number) => void attempts.push(attempt),
      isFinal: (error: unknown) => error instanceof RangeError,
    };
  }

  test("goes on until it works, each pause longer than the one before", async () => {
    const run = steps([new Error("no"), new Error("no"), "in"]);
    await expect(rejoin(run, 1)).resolves.toBe("in");
    expect(run.pauses).toEqual([1000, 2000, 4000]);
  });

  test("counts on from the attempts made before, while the pauses start anew", async () => {
    const run = steps([new Error("no"), "in"]);
    await rejoin(run, 9);
    expect(run.attempts).toEqual([9, 10]);
    expect(run.pauses).toEqual([1000, 2000]);
  });

  test("gives up at an error that no attempt can cure", async () => {
    const run = steps([new Error("no"), new RangeError("there is no such world"), "in"]);
    await expect(rejoin(run, 1)).rejects.toThrow("there is no such world");
  });

  test("ends without a connection when the player went elsewhere", async () => {
    const elsewhere = new AbortController();
    const run = steps([new Error("no"), "in"], elsewhere.signal);
    const leaving = { ...run, pause: async () => elsewhere.abort() };
    await expect(rejoin(leaving, 1)).resolves.toBeNull();
  });
});
