import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSystemClock } from "../../server/operations/system-clock.ts";

describe("the system's clock", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1000 }));
  afterEach(() => void vi.useRealTimers());
  const errors: unknown[] = [];
  const clock = createSystemClock((error) => errors.push(error));

  test("tells the time and runs a task once, when it is due", () => {
    const task = vi.fn();
    clock.after(500, task);
    vi.advanceTimersByTime(499);
    expect(task).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(task).toHaveBeenCalledTimes(1);
    expect(clock.now()).toBe(11_499);
  });

  test("runs a task that is due already as soon as it can", () => {
    const task = vi.fn();
    clock.after(-5, task);
    expect(task).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(task).toHaveBeenCalledTimes(1);
  });

  test("does not run what was called off", () => {
    const task = vi.fn();
    const callOff = clock.after(500, task);
    callOff();
    vi.advanceTimersByTime(10_000);
    expect(task).not.toHaveBeenCalled();
  });

  test("waits for longer than a timer of the system can, and can still be called off", () => {
    const fiftyDaysMs = 50 * 86_400_000;
    const task = vi.fn();
    const other = vi.fn();
    clock.after(fiftyDaysMs, task);
    const callOff = clock.after(fiftyDaysMs, other);
    vi.advanceTimersByTime(fiftyDaysMs - 1);
    expect(task).not.toHaveBeenCalled();
    callOff();
    vi.advanceTimersByTime(1);
    expect(task).toHaveBeenCalledTimes(1);
    expect(other).not.toHaveBeenCalled();
  });

  test("hands over what a task throws or rejects with", async () => {
    errors.length = 0;
    clock.after(1, () => {
      throw new Error("thrown");
    });
    clock.after(2, async () => {
      throw new Error("rejected");
    });
    await vi.advanceTimersByTimeAsync(2);
    expect(errors).toEqual([new Error("thrown"), new Error("rejected")]);
  });
});
