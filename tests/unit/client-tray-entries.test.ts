import { describe, expect, test } from "vitest";
import { exhibitSnapshot, portalSnapshot } from "../../client/session/snapshots.ts";
import { worldMadeBy } from "../../client/tray/destination.ts";
import { canCancel, canPlace, canRetry, hasFailed, trayEntries } from "../../client/tray/entries.ts";
import { ownThingsOf } from "../../client/tray/own-things.ts";
import { Exhibit, Portal } from "../../contract/state.ts";
import { anEntry, secondsAgo, trayNow } from "../support/tray-entries.ts";

const shown = (list: Parameters<typeof trayEntries>[0], dismissed: readonly number[] = []) =>
  trayEntries(list, dismissed, trayNow);

describe("what the tray shows", () => {
  test("is what runs, however long, and what ended within the last hour", () => {
    const old = anEntry({ created_at: secondsAgo(90_000) });
    const fresh = anEntry({ status: "succeeded", ended_at: secondsAgo(3_599) });
    const stale = anEntry({ status: "succeeded", ended_at: secondsAgo(3_600) });
    expect(shown([stale, fresh, old])).toEqual([old, fresh]);
  });

  test("is not what was put away; what runs cannot be", () => {
    const [running, ended] = [anEntry(), anEntry({ status: "failed", ended_at: secondsAgo(5) })];
    expect(shown([ended, running], [running.record_id, ended.record_id])).toEqual([running]);
  });

  test("is not what was tried again, also when the newer one was put away", () => {
    const first = anEntry({ status: "failed", ended_at: secondsAgo(9) });
    const second = anEntry({ status: "failed", ended_at: secondsAgo(5), retry_of: first.record_id });
    expect(shown([second, first])).toEqual([second]);
    expect(shown([second, first], [second.record_id])).toEqual([]);
  });

  test("begins with what is made, oldest first, then the queue in its order, then the ended, newest first", () => {
    const older = anEntry({ created_at: secondsAgo(80) });
    const newer = anEntry({ status: "submitting", created_at: secondsAgo(20) });
    const next = anEntry({ status: "queued", queue_position: 1, created_at: secondsAgo(10) });
    const third = anEntry({ status: "queued", queue_position: 3, created_at: secondsAgo(90) });
    const justQueued = anEntry({ status: "queued", created_at: secondsAgo(95) });
    const endedLate = anEntry({ status: "failed", ended_at: secondsAgo(1), created_at: secondsAgo(99) });
    const endedEarly = anEntry({ status: "succeeded", ended_at: secondsAgo(60) });
    const inOrder = [older, newer, next, third, justQueued, endedLate, endedEarly];
    expect(shown(inOrder.toReversed())).toEqual(inOrder);
  });
});

describe("what can be done with a task", () => {
  const ended_at = secondsAgo(1);
  test.each([
    [{ status: "queued" }, "cancel"],
    [{ status: "unknown" }, "cancel"],
    [{ status: "running", error_code: "cancel_requested" }, "nothing"],
    [{ status: "succeeded", ended_at }, "nothing"],
    [{ status: "cancelled", ended_at }, "retry"],
    [{ status: "failed", ended_at }, "retry, also with all others"],
    [{ status: "timed_out", ended_at }, "retry, also with all others"],
    [{ status: "a newer word", ended_at }, "nothing"],
  ])("of %o: %s", (different, what) => {
    const entry = anEntry(different);
    expect({ cancel: canCancel(entry), retry: canRetry(entry), all: hasFailed(entry) }).toEqual({
      cancel: what === "cancel",
      retry: what.startsWith("retry"),
      all: what === "retry, also with all others",
    });
  });

  test.each([
    ["world", { world_id: "w1" }, "w1"],
    ["world", { world_id: null }, null],
    ["world", null, null],
    ["model", { world_id: "w1" }, null],
  ])("a %s with the result %o leads into the world %s", (kind, result, worldId) => {
    expect(worldMadeBy(anEntry({ kind, result }))).toBe(worldId);
  });
});

describe("the list is read again", () => {
  const portal = (different: object = {}) =>
    portalSnapshot(Object.assign(new Portal(), { id: "p", createdBy: "ada", ...different }));
  const exhibit = (different: object = {}) =>
    exhibitSnapshot(Object.assign(new Exhibit(), { id: "e", createdBy: "ada", ...different }));
  const before = ownThingsOf("ada", [portal()], [exhibit()]);

  test.each([
    [[portal({ status: "error" })], [exhibit()]],
    [[portal({ progress: 5 })], [exhibit()]],
    [[portal({ startedAt: 7 })], [exhibit()]],
    [[portal()], [exhibit({ queuePosition: 2 })]],
    [[portal()], [exhibit({ jobId: "another" })]],
    [[], [exhibit()]],
  ])("when an own thing changes (%#)", (portals, exhibits) => {
    expect(ownThingsOf("ada", portals, exhibits)).not.toBe(before);
  });

  test("but not when somebody else's does, or one's own is moved or visited", () => {
    const moved = ownThingsOf("ada", [portal({ occupancy: 3 })], [exhibit({ x: 3, scale: 2 })]);
    expect(moved).toBe(before);
    const ofBob = { createdBy: "bob" };
    expect(ownThingsOf("ada", [portal(), portal(ofBob)], [exhibit(), exhibit(ofBob)])).toBe(before);
  });
});

test("a model that stands nowhere can be placed, also while it is made, but not what failed or what is no model", () => {
  const model = anEntry({ kind: "model" });
  const made = { ...model, status: "succeeded", ended_at: secondsAgo(5) };
  const place = { worldId: "hub", x: 0, y: 0, z: 0 };
  expect(
    [model, made, { ...made, place }, { ...made, status: "failed" }, { ...made, kind: "world" }].map(canPlace),
  ).toEqual([true, true, false, false, false]);
});
