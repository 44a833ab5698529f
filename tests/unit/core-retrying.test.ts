import { describe, expect, test } from "vitest";
import { activeStatuses, type Generation } from "../../server/generation/generation.ts";
import type { Observation, SearchOutcome } from "../../server/generation/provider.ts";
import { type CoreUnderTest, createCoreUnderTest } from "../support/core-under-test.ts";
import { aGeneration, aTime } from "../support/generations.ts";

const second = 1_000;
const minute = 60 * second;

const pending: Observation = { type: "pending", progress: -1, providerRef: null, observed: { done: false } };
const done: Observation = { type: "done", output: { facts: {}, files: [] }, providerRef: "w1", observed: {} };
const gone: Observation = { type: "gone", message: "404" };
const failed: Observation = { type: "failed", code: "provider_failed", message: "No.", transient: false, observed: {} };
const notAnswered: Observation = { type: "unanswered", message: "Marble answered with status 500." };
const found: SearchOutcome = { type: "found", operationId: null, providerRef: "w1" };
const absent: SearchOutcome = { type: "absent" };
const notSearched: SearchOutcome = { type: "unanswered", message: "Marble answered with status 500." };

const ended = (different: Partial<Generation>): Generation =>
  aGeneration({ attempts: 1, endedAt: aTime, settledAt: aTime, nextLookAt: null, ...different });
const timedOut = ended({ status: "timed_out", errorCode: "timed_out", operationId: "op1" });
const lost = ended({ status: "failed", errorCode: "submit_unknown" });

/** What was ended, and what the provider says of it now. */
async function coreWith(row: Generation, look: Observation, search: SearchOutcome): Promise<CoreUnderTest> {
  const core = createCoreUnderTest();
  await core.store.insert(row);
  core.script.look = async () => look;
  core.script.search = async () => search;
  return core;
}

async function retry(core: CoreUnderTest, row: Generation): Promise<Generation> {
  const retried = await core.generations.commit(await core.generations.draftRetry(row));
  await core.clock.settle();
  return retried;
}

describe("a retry of what may still have a result adopts it, and pays nothing", () => {
  test.each([
    ["timed out, and is done by now", timedOut, done, absent, { operationId: "op1" }],
    ["timed out, and still goes on", timedOut, pending, absent, { operationId: "op1" }],
    ["timed out, its operation forgotten, its world there", timedOut, gone, found, { providerRef: "w1" }],
    [
      "was cancelled while it was made",
      ended({ status: "cancelled", operationId: "op1" }),
      done,
      absent,
      { operationId: "op1" },
    ],
    ["was cancelled while its answer was lost", ended({ status: "cancelled" }), done, found, { providerRef: "w1" }],
    ["was lost at its submit", lost, done, found, { providerRef: "w1" }],
    [
      "lost its files",
      ended({ status: "failed", errorCode: "files_lost", providerRef: "w1" }),
      done,
      absent,
      { providerRef: "w1" },
    ],
  ] as [string, Generation, Observation, SearchOutcome, object][])("%s", async (_what, row, look, search, expected) => {
    const core = await coreWith(row, look, search);
    const retried = await retry(core, row);
    expect(retried).toMatchObject({
      ...expected,
      status: "running",
      adopted: true,
      retryOf: row.id,
      submitTag: row.submitTag,
    });
    core.script.look = async () => done;
    await core.clock.advance(minute);
    expect(await core.store.read(retried.id)).toMatchObject({ status: "succeeded" });
    expect(core.calls.submits).toEqual([]);
  });

  test("and adopts it again when the adopted one has timed out, too", async () => {
    const core = await coreWith(timedOut, pending, absent);
    const second = await retry(core, timedOut);
    await core.clock.advance(20 * minute);
    const secondEnded = await core.store.read(second.id);
    expect(secondEnded).toMatchObject({ status: "timed_out" });
    core.script.look = async () => done;
    const third = await retry(core, secondEnded ?? second);
    expect(await core.store.read(third.id)).toMatchObject({ status: "succeeded", operationId: "op1" });
    expect(core.calls.submits).toEqual([]);
  });
});

describe("a retry pays again, on a row and with a tag of its own, when", () => {
  test.each([
    ["what timed out has failed by now", timedOut, failed, found],
    ["the provider has forgotten it", timedOut, gone, absent],
    ["it was not found at its submit, nor now", lost, done, absent],
  ] as [string, Generation, Observation, SearchOutcome][])("%s", async (_what, row, look, search) => {
    const core = await coreWith(row, look, search);
    core.script.submit = async ({ submitTag }) => {
      expect(submitTag).not.toBe(row.submitTag);
      return { type: "accepted", operationId: "op2", providerRef: null, observed: {} };
    };
    const retried = await retry(core, row);
    expect(await core.store.read(retried.id)).toMatchObject({ status: "running", adopted: false, retryOf: row.id });
    expect(core.calls.submits).toHaveLength(1);
  });

  test.each([
    ["the provider failed it", ended({ status: "failed", errorCode: "provider_failed", operationId: "op1" })],
    ["the provider refused it", ended({ status: "failed", errorCode: "no_credits" })],
    ["it was cancelled before it was submitted", ended({ status: "cancelled", attempts: 0 })],
    ["it was never started", ended({ status: "failed", errorCode: "never_started", attempts: 0 })],
  ])("%s, and need not ask the provider first", async (_what, row) => {
    const core = await coreWith(row, done, found);
    const retried = await retry(core, row);
    expect(await core.store.read(retried.id)).toMatchObject({ status: "running", adopted: false });
    expect(core.calls).toMatchObject({ submits: { length: 1 }, looks: [], searches: [] });
  });
});

test("of two retries of the same at once one is made, and after its end another may be", async () => {
  const failedOnce = ended({ status: "failed", errorCode: "provider_failed" });
  const core = await coreWith(failedOnce, done, absent);
  core.script.submit = async () => ({ type: "refused", code: "no_credits", message: "No." });
  const drafts = [await core.generations.draftRetry(failedOnce), await core.generations.draftRetry(failedOnce)];
  const [first, second] = await Promise.all(drafts.map((draft) => core.generations.commit(draft)));
  expect(second?.id).toBe(first?.id);
  await core.clock.settle();
  expect(core.calls.submits).toHaveLength(1);
  const third = await retry(core, failedOnce);
  expect(third.id).not.toBe(first?.id);
});

test("who has had what retried is told of their own only", async () => {
  const core = await coreWith(lost, done, absent);
  await retry(core, lost);
  expect(await core.generations.retried(lost.requestedBy, [lost.id, 1])).toEqual(new Set([lost.id]));
  expect(await core.generations.retried("grace", [lost.id])).toEqual(new Set());
});

describe("a retry is refused, and changes nothing, when", () => {
  test.each([
    ["the look is not answered", timedOut, notAnswered, found],
    ["the search is not answered", lost, done, notSearched],
    ["the operation is forgotten and the search is not answered", timedOut, gone, notSearched],
  ] as [string, Generation, Observation, SearchOutcome][])(
    "%s: paying on a guess is no option",
    async (_what, row, look, search) => {
      const core = await coreWith(row, look, search);
      await expect(core.generations.draftRetry(row)).rejects.toMatchObject({
        name: "Refused",
        code: "server_error",
        message: expect.stringContaining("Try again in a minute."),
      });
      await core.clock.advance(minute);
      expect(await core.generations.list({ limit: 10 })).toEqual([row]);
      expect(core.calls.submits).toEqual([]);
    },
  );

  test.each([...activeStatuses, "succeeded"] as const)("it is %s: there is nothing to retry", async (status) => {
    const core = createCoreUnderTest();
    await expect(core.generations.draftRetry(aGeneration({ status }))).rejects.toMatchObject({
      code: "already_generating",
    });
  });
});

describe("a world that somebody else had made, and that was only connected", () => {
  const connected = async (core: CoreUnderTest): Promise<Generation> => {
    const order = { kind: "world", input: { prompt: "Harbour" }, requestedBy: "ada", subject: "portal:p1" };
    const row = await core.generations.commit(core.generations.draft(order, { operationId: null, providerRef: "w1" }));
    return core.generations.cancel(row);
  };

  test("is connected again by a retry", async () => {
    const core = createCoreUnderTest();
    core.script.look = async () => done;
    const retried = await retry(core, await connected(core));
    await core.clock.advance(minute);
    expect(await core.store.read(retried.id)).toMatchObject({ status: "succeeded", providerRef: "w1" });
    expect(core.calls.submits).toEqual([]);
  });

  test("is never paid for, however often it is retried after it is gone", async () => {
    const core = createCoreUnderTest();
    const first = await connected(core);
    core.script.look = async () => pending;
    const second = await retry(core, first);
    await core.generations.cancel(second);
    core.script.look = async () => gone;
    for (const { id } of [first, second]) {
      const row = await core.store.read(id);
      await expect(core.generations.draftRetry(row ?? first)).rejects.toMatchObject({ code: "unknown_world" });
    }
    await core.clock.advance(minute);
    expect(core.calls.submits).toEqual([]);
  });
});

test("what is asked for twice under one key is made once", async () => {
  const core = createCoreUnderTest();
  const order = { kind: "world", input: {}, requestedBy: "ada", subject: "portal:p1", activeKey: "p1" };
  const rows = [1, 2].map(() => core.generations.commit(core.generations.draft(order)));
  const [first, second] = await Promise.all(rows);
  await core.clock.settle();
  expect(second?.id).toBe(first?.id);
  expect(core.calls.submits).toHaveLength(1);
});
