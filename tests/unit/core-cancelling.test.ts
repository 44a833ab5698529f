import { describe, expect, test } from "vitest";
import { endedStatuses } from "../../server/generation/generation.ts";
import type { Observation, SearchOutcome, SubmitOutcome } from "../../server/generation/provider.ts";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";
import { aGeneration } from "../support/generations.ts";

const second = 1_000;
const minute = 60 * second;

const accepted: SubmitOutcome = { type: "accepted", operationId: "op7", providerRef: null, observed: {} };
const lost: SubmitOutcome = { type: "unknown", message: "It did not answer in time." };
const file = { role: "splats:100k", url: "https://files/1", required: true, hash: null, ext: null };
const done: Observation = { type: "done", output: { facts: {}, files: [file] }, providerRef: "w1", observed: {} };
const cancelled = { status: "cancelled", errorCode: "cancelled", errorMessage: "It was cancelled.", activeKey: null };

/** A call of the provider that is answered when the test says so. */
function held<T>() {
  const { promise, resolve: answer } = Promise.withResolvers<T>();
  return { call: () => promise, answer };
}

describe("a cancel", () => {
  test("of what waits at the gate ends it, and nothing is ever submitted", async () => {
    const core = createCoreUnderTest({ limits: { startsPerMinute: 1, startsPerHour: 10 } });
    await askForWorld(core);
    await core.clock.advance(second);
    const row = await askForWorld(core, "portal:p2");
    expect(await core.generations.cancel(row)).toMatchObject(cancelled);
    await core.clock.advance(10 * minute);
    expect(core.calls.submits).toHaveLength(1);
    expect(core.settled).toEqual([row.id]);
    expect(core.calls.cancels).toEqual([]);
  });

  test("of what is being submitted is remembered, and carried out at the provider once it is accepted", async () => {
    const core = createCoreUnderTest();
    const { call, answer } = held<SubmitOutcome>();
    core.script.submit = call;
    const row = await askForWorld(core);
    await core.clock.settle();
    expect(await core.generations.cancel(row)).toMatchObject({ status: "submitting", cancelRequested: true });
    answer(accepted);
    await core.clock.settle();
    expect(await core.store.read(row.id)).toMatchObject({ ...cancelled, operationId: "op7" });
    expect(core.calls.cancels).toEqual(["op7"]);
    await core.clock.advance(10 * minute);
    expect(core.calls.looks).toEqual([]);
    expect(core.settled).toEqual([row.id]);
  });

  test.each([
    ["refused", { type: "refused", code: "no_credits", message: "No." }],
    ["throttled", { type: "throttled", retryAt: null, message: "Slow down." }],
    ["never sent", { type: "not_sent", message: "The connection failed (ECONNREFUSED)." }],
  ] as [string, SubmitOutcome][])("of what is being submitted ends it when it turns out %s", async (_what, outcome) => {
    const core = createCoreUnderTest();
    const { call, answer } = held<SubmitOutcome>();
    core.script.submit = call;
    const row = await askForWorld(core);
    await core.clock.settle();
    await core.generations.cancel(row);
    answer(outcome);
    await core.clock.advance(10 * minute);
    expect(await core.store.read(row.id)).toMatchObject(cancelled);
    expect(core.calls.submits).toHaveLength(1);
    expect(core.calls.cancels).toEqual([]);
  });

  test("of what met a throttle leaves the gate closed for the others", async () => {
    const core = createCoreUnderTest();
    const { call, answer } = held<SubmitOutcome>();
    core.script.submit = call;
    const row = await askForWorld(core);
    await core.clock.settle();
    const retryAt = core.clock.now() + 30 * second;
    await core.generations.cancel(row);
    answer({ type: "throttled", retryAt, message: "Slow down." });
    await core.clock.settle();
    core.script.submit = async () => accepted;
    await askForWorld(core, "portal:p2", "bob");
    await core.clock.advance(minute);
    expect(core.calls.submits.slice(1)).toEqual([retryAt]);
  });

  test("of what was never sent gives its start back", async () => {
    const core = createCoreUnderTest();
    const { call, answer } = held<SubmitOutcome>();
    core.script.submit = call;
    const row = await askForWorld(core);
    await core.clock.settle();
    await core.generations.cancel(row);
    answer({ type: "not_sent", message: "The connection failed (ECONNREFUSED)." });
    await core.clock.settle();
    expect(await core.store.readGate("marble")).toMatchObject({ minuteStarts: 0, hourStarts: 0 });
  });

  test.each([
    ["found", { type: "found", operationId: "op7", providerRef: null }, ["op7"]],
    ["never found", { type: "absent" }, []],
  ] as [string, SearchOutcome, string[]][])(
    "of what is searched for is carried out when it is %s",
    async (_what, outcome, cancels) => {
      const core = createCoreUnderTest();
      core.script.submit = async () => lost;
      const row = await askForWorld(core);
      await core.clock.advance(second);
      expect(await core.generations.cancel(row)).toMatchObject({ status: "unknown", cancelRequested: true });
      core.script.search = async () => outcome;
      await core.clock.advance(10 * minute);
      expect(await core.store.read(row.id)).toMatchObject(cancelled);
      expect(core.calls).toMatchObject({ submits: { length: 1 }, looks: [], cancels });
    },
  );

  test("of what is being made ends it at once, and what a look under way shows is dropped", async () => {
    const core = createCoreUnderTest();
    core.script.submit = async () => accepted;
    const { call, answer } = held<Observation>();
    core.script.look = call;
    const row = await askForWorld(core);
    await core.clock.advance(15 * second);
    expect(core.calls.looks).toHaveLength(1);
    expect(await core.generations.cancel(row)).toMatchObject(cancelled);
    expect(core.calls.cancels).toEqual(["op7"]);
    answer(done);
    await core.clock.advance(10 * minute);
    expect(await core.store.read(row.id)).toMatchObject({ ...cancelled, output: null });
    expect(core.settled).toEqual([row.id]);
  });

  test("of what is being collected ends it, and a file that comes late is dropped", async () => {
    const core = createCoreUnderTest();
    const { call, answer } = held<{ hash: string; ext: string }>();
    core.script.look = async () => done;
    core.script.collect = call;
    const row = await askForWorld(core);
    await core.clock.advance(15 * second);
    expect(await core.generations.cancel(row)).toMatchObject(cancelled);
    answer({ hash: "abc", ext: "spz" });
    await core.clock.advance(10 * minute);
    expect(await core.store.read(row.id)).toMatchObject({ ...cancelled, output: { files: [{ hash: null }] } });
  });

  test.each(endedStatuses)("of what has %s changes nothing", async (status) => {
    const core = createCoreUnderTest();
    const now = core.clock.now();
    const row = aGeneration({ status, operationId: "op7", endedAt: now, settledAt: now, nextLookAt: null });
    await core.store.insert(row);
    await core.generations.cancel(row);
    expect(await core.store.read(row.id)).toEqual(row);
    expect(core.calls.cancels).toEqual([]);
  });

  test("ends the row although the provider does not carry it out", async () => {
    const core = createCoreUnderTest();
    core.script.cancel = () => Promise.reject(new Error("Not now."));
    const row = await askForWorld(core);
    await core.clock.settle();
    expect(await core.generations.cancel(row)).toMatchObject(cancelled);
    expect(core.troubles).toEqual(["cancelling at the provider: Error: Not now."]);
  });

  test("given twice is one cancel", async () => {
    const core = createCoreUnderTest();
    const row = await askForWorld(core);
    await core.clock.settle();
    await Promise.all([core.generations.cancel(row), core.generations.cancel(row)]);
    await core.clock.advance(minute);
    expect(core.calls.cancels).toHaveLength(1);
    expect(core.settled).toEqual([row.id]);
  });
});
