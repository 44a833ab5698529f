import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endedStatuses, type Generation, type Output } from "../../server/generation/generation.ts";
import type { KindTimes } from "../../server/generation/kind.ts";
import { step } from "../../server/generation/lifecycle.ts";
import type { LifecycleEvent } from "../../server/generation/lifecycle-events.ts";
import { patienceMs, searchDelaysMs } from "../../server/generation/schedule.ts";
import { aGeneration, aTime as now } from "../support/generations.ts";

const times: KindTimes = { lookMs: 15_000, deadlineMs: 900_000, collectMs: 86_400_000 };
const output: Output = {
  facts: { worldId: "w1" },
  files: [{ role: "splats:100k", url: "https://files/1", required: true, hash: null, ext: null }],
};
const observed = { done: false };

const inQueue = aGeneration();
const submitting = aGeneration({ status: "submitting", attempts: 1, submittedAt: now, leaseOwner: "me" });
const unknown = aGeneration({ status: "unknown", attempts: 1, submittedAt: now });
const running = aGeneration({
  status: "running",
  operationId: "op1",
  attempts: 1,
  acceptedAt: now,
  deadlineAt: now + times.deadlineMs,
  leaseOwner: "me",
});
const collecting = { ...running, status: "collecting", output, deadlineAt: now + times.collectMs } as const;
const ended = endedStatuses.map((status) => aGeneration({ status, endedAt: now, operationId: "op1" }));

const looked = (observation: (LifecycleEvent & { type: "looked" })["observation"], lookedAt = now): LifecycleEvent => ({
  type: "looked",
  observation,
  lookedAt,
});
const submitted = (outcome: (LifecycleEvent & { type: "submitted" })["outcome"]): LifecycleEvent => ({
  type: "submitted",
  outcome,
});
const searched = (outcome: (LifecycleEvent & { type: "searched" })["outcome"]): LifecycleEvent => ({
  type: "searched",
  outcome,
});
const accepted = submitted({ type: "accepted", operationId: "op1", providerRef: null, observed });
const pending = looked({ type: "pending", progress: 40, providerRef: null, observed });
const done = looked({ type: "done", output, providerRef: "w1", observed });
const failed = looked({ type: "failed", code: "provider_failed", message: "It broke.", transient: false, observed });
const failedForNow = looked({ type: "failed", code: "provider_failed", message: "Oh", transient: true, observed });
const gone = looked({ type: "gone", message: "404" });
const unanswered = looked({ type: "unanswered", message: "500" });
const found = searched({ type: "found", operationId: null, providerRef: "w1" });
const absent = searched({ type: "absent" });
const cancel: LifecycleEvent = { type: "cancel" };
const hinted: LifecycleEvent = { type: "hinted" };
const later = { leaseOwner: null, nextLookAt: now + 60_000 } as const;

/** The row after one event, with the effects' types beside it. */
function rowAfter(row: Generation, event: LifecycleEvent, at = now) {
  const { patch, effects } = step(row, event, at, times);
  return { ...row, ...patch, isChanged: patch !== null, effects: effects.map(({ type }) => type) };
}
const late = now + times.deadlineMs;
const lastSearch = searchDelaysMs.length - 1;

describe("every arrow of the table", () => {
  test.each([
    [
      "queued, the gate opens",
      inQueue,
      { type: "gate_opened" },
      { status: "submitting", attempts: 1, effects: ["post"] },
    ],
    ["queued, waited a day", inQueue, { type: "waited_too_long" }, { status: "failed", errorCode: "never_started" }],
    ["queued, cancel", inQueue, cancel, { status: "cancelled", effects: ["settle"] }],
    ["submitting, accepted", submitting, accepted, { status: "running", operationId: "op1", adopted: false }],
    [
      "submitting, throttled",
      submitting,
      submitted({ type: "throttled", retryAt: now + 9_000, message: "" }),
      { status: "queued", effects: ["close_gate"] },
    ],
    ["submitting, not sent", submitting, submitted({ type: "not_sent", message: "" }), { status: "queued", tries: 1 }],
    [
      "submitting, refused",
      submitting,
      submitted({ type: "refused", code: "no_credits", message: "No." }),
      { status: "failed", errorCode: "no_credits", errorMessage: "No.", effects: ["settle"] },
    ],
    ["submitting, outcome unknown", submitting, submitted({ type: "unknown", message: "" }), { status: "unknown" }],
    ["submitting, found with a lapsed lease", submitting, { type: "lease_lapsed" }, { status: "unknown" }],
    ["submitting, cancel", submitting, cancel, { status: "submitting", cancelRequested: true, effects: [] }],
    ["unknown, found", unknown, found, { status: "running", adopted: true, providerRef: "w1", operationId: null }],
    ["unknown, not found yet", unknown, absent, { status: "unknown", tries: 1, nextLookAt: now + 5_000 }],
    [
      "unknown, never found",
      { ...unknown, tries: lastSearch },
      absent,
      { status: "failed", errorCode: "submit_unknown" },
    ],
    ["unknown, cancel", unknown, cancel, { status: "unknown", cancelRequested: true }],
    ["running, pending", running, pending, { status: "running", progress: 40, nextLookAt: now + times.lookMs }],
    ["running, done", running, done, { status: "collecting", providerRef: "w1", nextLookAt: now }],
    ["running, failed", running, failed, { status: "failed", errorMessage: "It broke.", effects: ["settle"] }],
    ["running, failed for now", running, failedForNow, { status: "queued", resubmitted: true, operationId: null }],
    ["running, failed for now twice", { ...running, resubmitted: true }, failedForNow, { status: "failed" }],
    ["running, the look is not answered", running, unanswered, { status: "running", nextLookAt: now + times.lookMs }],
    [
      "running, gone, its work known",
      { ...running, providerRef: "w1" },
      gone,
      { status: "running", operationId: null },
    ],
    ["running, gone, nothing known", running, gone, { status: "unknown" }],
    ["running, hinted", { ...running, ...later }, hinted, { status: "running", nextLookAt: now }],
    ["unknown, hinted", { ...unknown, ...later }, hinted, { status: "unknown", tries: 0, nextLookAt: now }],
    ["running, cancel", running, cancel, { status: "cancelled", effects: ["cancel_at_provider", "settle"] }],
    ["collecting, all files are ours", collecting, { type: "files_collected" }, { status: "succeeded", progress: 100 }],
    [
      "collecting, a fetch failed",
      collecting,
      { type: "collect_failed", message: "" },
      { status: "collecting", tries: 1 },
    ],
    ["collecting, cancel", collecting, cancel, { status: "cancelled" }],
  ] as [string, Generation, LifecycleEvent, object][])("%s", (_name, row, event, expected) => {
    expect(rowAfter(row, event)).toMatchObject(expected);
  });

  test("past its deadline a running one gets a last look: done counts, anything else is timed out", () => {
    const at = (event: LifecycleEvent) => rowAfter(running, event, late).status;
    expect(at(looked({ type: "done", output, providerRef: "w1", observed }, late))).toBe("collecting");
    expect(at(looked({ type: "pending", progress: 99, providerRef: null, observed }, late))).toBe("timed_out");
    expect(at(looked({ type: "unanswered", message: "" }, late))).toBe("timed_out");
    expect(at(looked({ type: "failed", code: "c", message: "m", transient: false, observed }, late))).toBe("failed");
  });

  test("files that cannot be had until their own deadline are given up", () => {
    const event: LifecycleEvent = { type: "collect_failed", message: "splats: 404" };
    expect(rowAfter(collecting, event, now + times.collectMs)).toMatchObject({
      status: "failed",
      errorCode: "files_lost",
    });
  });

  test("a fresh look gives fresh links, and what is ours already stays ours", () => {
    const ours = rowAfter(collecting, { type: "file_collected", role: "splats:100k", hash: "abc", ext: "spz" });
    const fresh: Output = {
      facts: { worldId: "w1" },
      files: [
        { role: "splats:100k", url: "https://files/2", required: true, hash: null, ext: null },
        { role: "pano", url: "https://files/3", required: false, hash: null, ext: null },
      ],
    };
    const relinked = rowAfter(ours, looked({ type: "done", output: fresh, providerRef: "w1", observed }));
    expect(relinked.output?.files.map(({ role, url, hash }) => [role, url, hash])).toEqual([
      ["splats:100k", "https://files/1", "abc"],
      ["pano", "https://files/3", null],
    ]);
  });
});

describe("a cancel that came while the outcome was not known", () => {
  const waiting = { ...submitting, cancelRequested: true };
  test("is carried out at the provider once the submit turns out accepted", () => {
    expect(rowAfter(waiting, accepted)).toMatchObject({
      status: "cancelled",
      effects: ["cancel_at_provider", "settle"],
    });
  });
  test.each([
    ["refused", submitted({ type: "refused", code: "c", message: "m" }), ["settle"]],
    ["throttled", submitted({ type: "throttled", retryAt: null, message: "m" }), ["close_gate", "settle"]],
    ["not sent", submitted({ type: "not_sent", message: "m" }), ["return_permit", "settle"]],
  ] as [string, LifecycleEvent, string[]][])(
    "ends it when the submit was %s, with nothing to cancel",
    (_name, event, effects) => {
      expect(rowAfter(waiting, event)).toMatchObject({ status: "cancelled", effects });
    },
  );
  test("stays remembered while the outcome is searched for, and ends it either way", () => {
    const searching = rowAfter(waiting, submitted({ type: "unknown", message: "" }));
    expect(searching).toMatchObject({ status: "unknown", cancelRequested: true });
    expect(rowAfter(searching, found).status).toBe("cancelled");
    expect(rowAfter({ ...searching, tries: lastSearch }, absent).status).toBe("cancelled");
  });
});

describe("a hint", () => {
  test.each([
    ["waits for its turn", { ...inQueue, ...later }],
    ["is being submitted", { ...submitting, ...later }],
    ["is being collected", { ...collecting, ...later }],
    ["is being looked at", { ...running, nextLookAt: now + 60_000 }],
    ["is due anyway", { ...running, leaseOwner: null, nextLookAt: now - 1 }],
  ] as [string, Generation][])("changes nothing for what %s", (_what, row) => {
    expect(rowAfter(row, hinted)).toMatchObject({ isChanged: false, effects: [] });
  });
});

describe("searching", () => {
  test("happens at once and after 5, 15, 30, 60, 120 and 300 seconds", () => {
    let row: Generation = rowAfter(submitting, submitted({ type: "unknown", message: "" }));
    const waits = [(row.nextLookAt ?? 0) - now];
    while (row.status === "unknown") {
      const at: number = row.nextLookAt ?? 0;
      row = rowAfter(row, absent, at);
      if (row.status === "unknown") waits.push((row.nextLookAt ?? 0) - at);
    }
    expect(waits).toEqual([0, 5_000, 15_000, 30_000, 60_000, 120_000, 300_000]);
    expect(row.errorCode).toBe("submit_unknown");
  });
  test("a search that is not answered counts for nothing, for a day", () => {
    const notAnswered = searched({ type: "unanswered", message: "500" });
    expect(rowAfter({ ...unknown, tries: lastSearch }, notAnswered)).toMatchObject({
      status: "unknown",
      tries: lastSearch,
    });
    expect(rowAfter(unknown, notAnswered, now + patienceMs).status).toBe("failed");
  });
});

describe("ends", () => {
  const anyEvent = fc.constantFrom<LifecycleEvent>(
    ...[accepted, pending, done, failed, failedForNow, gone, unanswered, found, absent, cancel, hinted],
    { type: "gate_opened" },
    { type: "waited_too_long" },
    { type: "lease_lapsed" },
    { type: "files_collected" },
    { type: "collect_failed", message: "" },
  );
  test("are final: nothing that comes after one changes the row", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ended), anyEvent, (row, event) => {
        expect(rowAfter(row, event)).toMatchObject({ isChanged: false, effects: [] });
      }),
    );
  });
  test("free the active key, keep a reason, are due for settling, and hold no lease", () => {
    const row = { ...running, activeKey: "portal:p1", leaseUntil: now + 1 };
    expect(rowAfter(row, failed)).toMatchObject({ activeKey: null, endedAt: now, nextLookAt: now, leaseOwner: null });
  });
  test("are settled once, and due no more", () => {
    const row = aGeneration({ status: "succeeded", endedAt: now, nextLookAt: now });
    const settled = rowAfter(row, { type: "settled", subject: row.subject });
    expect(settled).toMatchObject({ settledAt: now, nextLookAt: null });
    expect(rowAfter(settled, { type: "settled", subject: row.subject }).isChanged).toBe(false);
  });
  test("are not settled when they were given a subject while they were being settled onto none", () => {
    const row = aGeneration({ status: "succeeded", endedAt: now, nextLookAt: now - 1, subject: "portal:p9" });
    expect(rowAfter(row, { type: "settled", subject: "" })).toMatchObject({ settledAt: null, nextLookAt: now });
  });
});

test("what a generation is for is said once", () => {
  const started = aGeneration({ subject: "" });
  expect(rowAfter(started, { type: "assigned", subject: "portal:a" }).subject).toBe("portal:a");
  expect(rowAfter(aGeneration({ subject: "portal:a" }), { type: "assigned", subject: "portal:b" }).isChanged).toBe(
    false,
  );
});

test("the next look is due from the moment of asking, however long the answer took, and never after the deadline", () => {
  const slow = looked({ type: "pending", progress: -1, providerRef: null, observed }, now);
  expect(rowAfter(running, slow, now + 9_000).nextLookAt).toBe(now + times.lookMs);
  const nearTheEnd = { ...running, deadlineAt: now + 4_000 };
  expect(rowAfter(nearTheEnd, pending).nextLookAt).toBe(now + 4_000);
});

test("a throttle without a hint closes the gate for a while all the same", () => {
  const { effects } = step(submitting, submitted({ type: "throttled", retryAt: null, message: "" }), now, times);
  expect(effects).toEqual([{ type: "close_gate", until: now + 20_000 }]);
});
