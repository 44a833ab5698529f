import { signal } from "@preact/signals";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pollWhile } from "../../client/session/poll-while.ts";
import { createRefreshing } from "../../client/session/refreshing.ts";
import { dismissedIn, withDismissed } from "../../client/tray/dismissed.ts";

function setUp() {
  const steps: string[] = [];
  let goOn: () => void = () => undefined;
  const step = (name: string) => () => {
    steps.push(name);
    const { promise, resolve } = Promise.withResolvers<void>();
    goOn = resolve;
    return promise;
  };
  const refresh = createRefreshing(step("load"), step("pause"));
  /** Ends the step that is under way. */
  const next = async () => {
    goOn();
    await Promise.resolve();
  };
  return { steps, refresh, next };
}

describe("reading the list", () => {
  test("happens at once, and not again by itself", async () => {
    const { steps, refresh, next } = setUp();
    refresh();
    await next();
    await next();
    expect(steps).toEqual(["load", "pause"]);
  });

  test.each([0, 1])("happens once more for all who ask during step %i, after the pause", async (step) => {
    const { steps, refresh, next } = setUp();
    refresh();
    for (let n = 0; n < step; n++) await next();
    refresh();
    refresh();
    expect(steps).toHaveLength(step + 1);
    for (let n = 0; n < 5; n++) await next();
    expect(steps).toEqual(["load", "pause", "load", "pause"]);
  });

  test("happens at once again later on", async () => {
    const { steps, refresh, next } = setUp();
    refresh();
    for (let n = 0; n < 3; n++) await next();
    refresh();
    expect(steps).toEqual(["load", "pause", "load"]);
  });
});

describe("polling", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("goes on in its rhythm while it is wanted, and only then", () => {
    const [isWanted, poll] = [signal(false), vi.fn()];
    const end = pollWhile(isWanted, poll, 10);
    const polledIn = (ms: number) => {
      poll.mockClear();
      vi.advanceTimersByTime(ms);
      return poll.mock.calls.length;
    };
    expect(polledIn(100)).toBe(0);
    isWanted.value = true;
    expect(polledIn(35)).toBe(3);
    isWanted.value = false;
    expect(polledIn(100)).toBe(0);
    isWanted.value = true;
    end();
    expect(polledIn(100)).toBe(0);
  });
});

describe("what was put away in this browser", () => {
  test("is read as it was kept", () => expect(dismissedIn("[1,2]")).toEqual([1, 2]));

  test.each([null, "", "{", '{"a":1}', '["1"]'])("is nothing when what is kept is %j", (kept) => {
    expect(dismissedIn(kept)).toEqual([]);
  });

  test("is kept once each, and not for ever", () => {
    expect(withDismissed([1, 2], [2, 3])).toEqual([1, 2, 3]);
    const many = Array.from({ length: 300 }, (_, id) => id);
    expect(withDismissed(many, [1000])).toHaveLength(200);
    expect(withDismissed(many, [1000])).toContain(1000);
  });
});
