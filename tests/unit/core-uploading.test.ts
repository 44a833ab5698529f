import { describe, expect, test } from "vitest";
import type { UploadOutcome } from "../../server/generation/provider.ts";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createMemoryGenerationStore } from "../support/memory-generation-store.ts";

const second = 1_000;
const minute = 60 * second;

describe("what a provider wants to have before the POST", () => {
  test("is handed over once, and known to the row before anything is submitted", async () => {
    const core = createCoreUnderTest({ wantsUpload: true });
    const seen: unknown[] = [];
    core.script.submit = async (row) => {
      seen.push(row.upload, (await core.store.read(row.id))?.upload);
      return { type: "accepted", operationId: "op", providerRef: null, observed: {} };
    };
    const { id } = await askForWorld(core);
    await core.clock.settle();
    expect(seen).toEqual(["file 1", "file 1"]);
    expect(await core.store.read(id)).toMatchObject({ status: "running", upload: "file 1", attempts: 1 });
    expect(core.calls.uploads).toHaveLength(1);
  });

  test("stays handed over while a throttled row waits", async () => {
    const core = createCoreUnderTest({ wantsUpload: true });
    core.script.submit = async () =>
      core.calls.submits.length === 1
        ? { type: "throttled", retryAt: null, message: "Slow down." }
        : { type: "accepted", operationId: "op", providerRef: null, observed: {} };
    await askForWorld(core);
    await core.clock.advance(minute);
    expect(core.calls.submits).toHaveLength(2);
    expect(core.calls.uploads).toHaveLength(1);
  });

  test.each([
    ["refused", { type: "refused", code: "unsupported_image", message: "It is no picture." }, "failed"],
    ["throttled", { type: "throttled", retryAt: null, message: "Slow down." }, "queued"],
    ["not sent", { type: "not_sent", message: "The connection failed." }, "queued"],
  ] as const)("that is %s leaves nothing submitted", async (_, outcome, status) => {
    const core = createCoreUnderTest({ wantsUpload: true });
    core.script.upload = async () => outcome;
    const { id } = await askForWorld(core);
    await core.clock.settle();
    expect(await core.store.read(id)).toMatchObject({ status, upload: null });
    expect(core.calls.submits).toEqual([]);
  });

  test("waits with it, and is not submitted, where the gate was closed meanwhile", async () => {
    const core = createCoreUnderTest({ wantsUpload: true });
    const { promise, resolve } = Promise.withResolvers<UploadOutcome>();
    core.script.upload = () => promise;
    const { id } = await askForWorld(core);
    await core.clock.settle();
    const gate = await core.store.readGate("marble");
    await core.store.writeGate({ ...gate, notBefore: core.clock.now() + minute });
    resolve({ type: "uploaded", upload: "file 1" });
    await core.clock.advance(minute - 1);
    expect(await core.store.read(id)).toMatchObject({ status: "queued", upload: "file 1" });
    expect(core.calls.submits).toEqual([]);
    await core.clock.advance(10 * second);
    expect(await core.store.read(id)).toMatchObject({ status: "running" });
    expect(core.calls.uploads).toHaveLength(1);
  });

  test("keeps its claim however long it takes", async () => {
    const core = createCoreUnderTest({ wantsUpload: true });
    const { promise, resolve } = Promise.withResolvers<UploadOutcome>();
    core.script.upload = () => promise;
    const { id } = await askForWorld(core);
    await core.clock.advance(2 * minute);
    resolve({ type: "uploaded", upload: "file 1" });
    await core.clock.settle();
    expect(await core.store.read(id)).toMatchObject({ status: "running" });
    expect(core.calls.uploads).toHaveLength(1);
  });

  test("and a cancel that comes meanwhile: nothing is submitted, and its start is given back", async () => {
    const core = createCoreUnderTest({ wantsUpload: true });
    const { promise, resolve } = Promise.withResolvers<UploadOutcome>();
    core.script.upload = () => promise;
    const row = await askForWorld(core);
    await core.clock.settle();
    await core.generations.cancel(row);
    resolve({ type: "uploaded", upload: "file 1" });
    await core.clock.settle();
    expect(await core.store.read(row.id)).toMatchObject({ status: "cancelled" });
    expect(core.calls.submits).toEqual([]);
    expect(await core.store.readGate("marble")).toMatchObject({ minuteStarts: 0 });
  });

  test("is handed over by the next process when the one that did it is gone: nothing can have been submitted", async () => {
    const clock = createManualClock();
    const store = createMemoryGenerationStore();
    const first = createCoreUnderTest({ clock, store, wantsUpload: true });
    first.script.upload = () => new Promise(() => {});
    const { id } = await askForWorld(first);
    await clock.settle();
    const stopped = first.generations.stop();
    const next = createCoreUnderTest({ clock, store, wantsUpload: true });
    await store.write(id, (await store.read(id))?.version ?? -1, { leaseOwner: "gone", leaseUntil: 0, nextLookAt: 0 });
    await clock.advance(10 * second);
    expect(await store.read(id)).toMatchObject({ status: "running", upload: "file 1" });
    expect(next.calls.uploads).toHaveLength(1);
    expect(next.calls.submits).toHaveLength(1);
    expect(next.calls.searches).toEqual([]);
    void stopped;
  });

  test("is searched for, and not submitted again, when the process went after it was handed over", async () => {
    const clock = createManualClock();
    const store = createMemoryGenerationStore();
    const first = createCoreUnderTest({ clock, store, wantsUpload: true });
    first.script.submit = () => new Promise(() => {});
    const { id } = await askForWorld(first);
    await clock.settle();
    const stopped = first.generations.stop();
    const next = createCoreUnderTest({ clock, store, wantsUpload: true });
    next.script.search = async ({ upload }) =>
      upload === "file 1" ? { type: "found", operationId: "op", providerRef: null } : { type: "absent" };
    await store.write(id, (await store.read(id))?.version ?? -1, { leaseOwner: "gone", leaseUntil: 0, nextLookAt: 0 });
    await clock.advance(10 * second);
    expect(await store.read(id)).toMatchObject({ status: "running", adopted: true, operationId: "op" });
    expect(next.calls.submits).toEqual([]);
    void stopped;
  });

  test("is handed over anew for a second submit, by which the failed first task is not found", async () => {
    const core = createCoreUnderTest({ wantsUpload: true });
    core.script.upload = async () => ({ type: "uploaded", upload: `file ${core.calls.uploads.length}` });
    core.script.look = async () => ({
      type: "failed",
      code: "provider_failed",
      message: "It failed for now.",
      transient: core.calls.submits.length === 1,
      observed: {},
    });
    const { id } = await askForWorld(core);
    await core.clock.advance(5 * minute);
    expect(core.calls.submits).toHaveLength(2);
    expect(await core.store.read(id)).toMatchObject({ status: "failed", upload: "file 2" });
  });
});

test("a retry of what was cancelled before anything was handed over asks nobody, and pays anew", async () => {
  const core = createCoreUnderTest({ wantsUpload: true });
  const { promise, resolve } = Promise.withResolvers<UploadOutcome>();
  core.script.upload = () =>
    core.calls.uploads.length === 1 ? promise : Promise.resolve({ type: "uploaded", upload: "file 2" });
  core.script.search = async () => ({ type: "found", operationId: "a neighbour's", providerRef: null });
  const row = await askForWorld(core);
  await core.clock.settle();
  await core.generations.cancel(row);
  resolve({ type: "uploaded", upload: "file 1" });
  await core.clock.settle();
  const ended = await core.store.read(row.id);
  if (ended === null) throw new Error("The row is gone.");
  const { id } = await core.generations.commit(await core.generations.draftRetry(ended));
  await core.clock.settle();
  expect(await core.store.read(id)).toMatchObject({ status: "running", upload: "file 2", adopted: false });
  expect(core.calls.searches).toEqual([]);
});

describe("a provider that works on so many tasks at once", () => {
  test("gets no more, and the rest waits its turn with a place", async () => {
    const core = createCoreUnderTest({ limits: { startsPerMinute: 100, startsPerHour: 100, atOnce: 2 } });
    const rows = [];
    for (const subject of ["a", "b", "c", "d"]) rows.push(await askForWorld(core, subject));
    await core.clock.settle();
    expect(core.calls.submits).toHaveLength(2);
    expect(rows.map(({ id }) => core.generations.placeInQueue(id)).toSorted()).toEqual([0, 0, 1, 2]);
    core.script.look = async () => ({
      type: "done",
      output: { facts: {}, files: [] },
      providerRef: null,
      observed: {},
    });
    await core.clock.advance(minute);
    for (const { id } of rows) expect(await core.store.read(id)).toMatchObject({ status: "succeeded" });
  });
});
