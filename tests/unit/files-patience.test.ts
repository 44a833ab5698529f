import { describe, expect, test } from "vitest";
import { createPatience } from "../../server/files/patience.ts";
import { createSetClock } from "../integration/http-clock.ts";

const LIMITS = { totalMs: 120_000, idleMs: 20_000 };

function begin() {
  const clock = createSetClock();
  const caller = new AbortController();
  return { clock, caller, patience: createPatience(clock, LIMITS, caller.signal) };
}

describe("patience with something under way", () => {
  test("ends when nothing comes for too long", () => {
    const { clock, patience } = begin();
    clock.advance(19_999);
    expect(patience.signal.aborted).toBe(false);
    clock.advance(1);
    expect(patience.signal.reason).toMatchObject({ message: "Nothing came for 20 s." });
  });

  test("starts anew with everything that comes", () => {
    const { clock, patience } = begin();
    clock.advance(19_999);
    patience.renew();
    clock.advance(19_999);
    expect(patience.signal.aborted).toBe(false);
  });

  test("ends after a while all the same, however steadily it comes", () => {
    const { clock, patience } = begin();
    for (let passedMs = 0; passedMs < 119_000; passedMs += 1000) {
      clock.advance(1000);
      patience.renew();
    }
    expect(patience.signal.aborted).toBe(false);
    clock.advance(1000);
    expect(patience.signal.reason).toMatchObject({ message: "It took longer than 120 s." });
  });

  test("ends with the caller's", () => {
    const { caller, patience } = begin();
    caller.abort(new Error("enough"));
    expect(patience.signal.reason).toMatchObject({ message: "enough" });
  });

  test("is not needed any more once it is over", () => {
    const { clock, patience } = begin();
    patience.end();
    clock.advance(1_000_000);
    expect(patience.signal.aborted).toBe(false);
    expect(clock.waiting()).toBe(0);
  });
});
