import { describe, expect, test } from "vitest";
import type { Generation } from "../../server/generation/generation.ts";
import { askForWorld, type CoreUnderTest, createCoreUnderTest } from "../support/core-under-test.ts";
import { aGeneration } from "../support/generations.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createMemoryGenerationStore } from "../support/memory-generation-store.ts";

const second = 1_000;
const minute = 60 * second;
const leaseMs = 20 * second;

const lost = { type: "unknown", message: "It did not answer in time." } as const;
const found = { type: "found", operationId: null, providerRef: "w1" } as const;
const unanswered = { type: "unanswered", message: "It answered with status 500." } as const;
const done = { type: "done", output: { facts: {}, files: [] }, providerRef: "w1", observed: {} } as const;

const rowOf = async ({ store }: CoreUnderTest, { id }: Generation): Promise<Generation | null> => store.read(id);

describe("a submit whose answer was lost", () => {
  test("is searched for at once, adopted where it is found, and never submitted again", async () => {
    const core = createCoreUnderTest();
    core.script.submit = async () => lost;
    core.script.search = async () => found;
    const row = await askForWorld(core);
    await core.clock.settle();
    expect(core.calls.searches).toEqual(core.calls.submits);
    expect(await rowOf(core, row)).toMatchObject({ status: "running", adopted: true, providerRef: "w1" });
    core.script.look = async () => done;
    await core.clock.advance(minute);
    expect(await rowOf(core, row)).toMatchObject({ status: "succeeded", operationId: null });
    expect(core.calls.submits).toHaveLength(1);
    expect(core.settled).toEqual([row.id]);
  });

  test("is searched for again after 5, 15, 30, 60, 120 and 300 seconds, and then failed, but never submitted again", async () => {
    const core = createCoreUnderTest();
    core.script.submit = async () => lost;
    const row = await askForWorld(core);
    const askedAt = core.clock.now();
    await core.clock.advance(60 * minute);
    const searchedAfter = core.calls.searches.map((at) => (at - askedAt) / second);
    expect(searchedAfter).toEqual([0, 5, 20, 50, 110, 230, 530]);
    expect(await rowOf(core, row)).toMatchObject({
      status: "failed",
      errorCode: "submit_unknown",
      errorMessage: "The provider's answer was lost, and the task was not found there. Try again.",
    });
    expect(core.calls.submits).toHaveLength(1);
  });

  test("is adopted by a later search, too", async () => {
    const core = createCoreUnderTest();
    core.script.submit = async () => lost;
    core.script.search = async () => (core.calls.searches.length < 4 ? { type: "absent" } : found);
    const row = await askForWorld(core);
    await core.clock.advance(49 * second);
    expect(await rowOf(core, row)).toMatchObject({ status: "unknown" });
    await core.clock.advance(second);
    expect(await rowOf(core, row)).toMatchObject({ status: "running", adopted: true });
  });

  test("waits for a provider that cannot be searched, and is failed only after a day", async () => {
    const core = createCoreUnderTest();
    core.script.submit = async () => lost;
    core.script.search = async () => unanswered;
    const [patient, lucky] = [await askForWorld(core), await askForWorld(core, "portal:p2")];
    await core.clock.advance(23 * 60 * minute);
    expect(await rowOf(core, patient)).toMatchObject({ status: "unknown" });
    core.script.search = async ({ id }) => (id === lucky.id ? found : unanswered);
    await core.clock.advance(minute);
    expect(await rowOf(core, lucky)).toMatchObject({ status: "running", adopted: true });
    await core.clock.advance(60 * minute);
    expect(await rowOf(core, patient)).toMatchObject({ status: "failed", errorCode: "submit_unknown" });
    expect(core.calls.submits).toHaveLength(2);
  });
});

describe("after a kill", () => {
  test("what was just being submitted is searched for, and not submitted again", async () => {
    const store = createMemoryGenerationStore();
    const clock = createManualClock();
    const leaseUntil = clock.now() + 5 * second;
    const row = aGeneration({
      status: "submitting",
      attempts: 1,
      submittedAt: clock.now(),
      leaseOwner: "the dead one",
      leaseUntil,
      nextLookAt: leaseUntil,
    });
    await store.insert(row);
    const core = createCoreUnderTest({ store, clock });
    core.script.search = async () => found;
    await clock.advance(5 * second - 1);
    expect(core.calls.searches).toEqual([]);
    await clock.advance(1);
    expect(core.calls).toMatchObject({ submits: [], searches: [leaseUntil] });
    expect(await rowOf(core, row)).toMatchObject({ status: "running", adopted: true, attempts: 1 });
  });
});

describe("an operation that the provider has forgotten", () => {
  const forgotten = { type: "gone", message: "404" } as const;
  async function forgottenAfter(providerRef: string | null) {
    const core = createCoreUnderTest();
    const pending = { type: "pending", progress: -1, providerRef, observed: {} } as const;
    core.script.look = async ({ operationId }) =>
      operationId === null ? done : core.calls.looks.length > 1 ? forgotten : pending;
    const row = await askForWorld(core);
    await core.clock.advance(40 * second);
    return { core, row };
  }

  test("is followed by its world, where that was seen before", async () => {
    const { core, row } = await forgottenAfter("w1");
    expect(await rowOf(core, row)).toMatchObject({ status: "running", operationId: null, providerRef: "w1" });
    await core.clock.advance(minute);
    expect(await rowOf(core, row)).toMatchObject({ status: "succeeded" });
    expect(core.calls).toMatchObject({ submits: { length: 1 }, searches: [] });
  });

  test("is searched for otherwise, and failed when it is not to be found", async () => {
    const { core, row } = await forgottenAfter(null);
    expect(await rowOf(core, row)).toMatchObject({ status: "unknown", operationId: null });
    await core.clock.advance(10 * minute);
    expect(await rowOf(core, row)).toMatchObject({ status: "failed", errorCode: "operation_lost" });
    expect(core.calls.submits).toHaveLength(1);
  });

  test("is not asked for without pause, nor past its deadline, where a search finds it all the same", async () => {
    const core = createCoreUnderTest();
    // A look too many is not answered, so that one without pause ends.
    core.script.look = async () => (core.calls.looks.length > 100 ? new Promise(() => {}) : forgotten);
    core.script.search = async () => ({ type: "found", operationId: "op1", providerRef: null });
    const row = await askForWorld(core);
    const acceptedAt = core.clock.now();
    await core.clock.advance(60 * minute);
    expect(await rowOf(core, row)).toMatchObject({ status: "timed_out", endedAt: acceptedAt + 15 * minute });
    expect(core.calls.looks.map((at) => (at - acceptedAt) / second)).toEqual(
      Array.from({ length: 60 }, (_, nth) => 15 * (nth + 1)),
    );
    expect(core.calls.submits).toHaveLength(1);
  });
});

/** A process that stopped in the middle of something, and a second one that took over when its lease had ended. */
describe("a process that slept through its lease", () => {
  async function takenOver(asleepIn: "submit" | "look") {
    const store = createMemoryGenerationStore();
    const sleeper = createCoreUnderTest({ store });
    const { promise: woken, resolve: wake } = Promise.withResolvers<void>();
    if (asleepIn === "submit") sleeper.script.submit = () => woken.then(() => lateAccepted);
    else sleeper.script.look = () => woken.then(() => lateFailed);
    const row = await askForWorld(sleeper);
    await sleeper.clock.advance(asleepIn === "submit" ? 0 : 15 * second);
    const successor = createCoreUnderTest({ store, clock: createManualClock(sleeper.clock.now() + leaseMs) });
    successor.script.search = async () => found;
    await successor.clock.settle();
    const before = await store.read(row.id);
    wake();
    await sleeper.clock.settle();
    return { before, after: await store.read(row.id), sleeper, successor };
  }
  const lateAccepted = { type: "accepted", operationId: "late", providerRef: null, observed: {} } as const;
  const lateFailed = { type: "failed", code: "c", message: "Late.", transient: false, observed: {} } as const;

  test("has the answer to its submit dropped: the successor adopted the task", async () => {
    const { before, after, sleeper, successor } = await takenOver("submit");
    expect(before).toMatchObject({ adopted: true, operationId: null, providerRef: "w1" });
    expect(after).toEqual(before);
    expect(successor.calls.submits).toEqual([]);
    expect(sleeper.dropped).toEqual(["submitted late"]);
  });

  test("sends nothing that it had claimed before: others are searching for it", async () => {
    const store = createMemoryGenerationStore();
    const { promise: woken, resolve: wake } = Promise.withResolvers<void>();
    const sleeper = createCoreUnderTest({
      store: {
        ...store,
        async write(...args) {
          const written = await store.write(...args);
          if (written?.status === "submitting") await woken;
          return written;
        },
      },
    });
    const row = await askForWorld(sleeper);
    await sleeper.clock.advance(leaseMs);
    wake();
    await sleeper.clock.advance(10 * minute);
    expect(await store.read(row.id)).toMatchObject({ status: "failed", errorCode: "submit_unknown", attempts: 1 });
    expect(sleeper.calls.submits).toEqual([]);
    expect(sleeper.dropped).toEqual(["post"]);
  });

  test("has what its look showed dropped: the successor's look counts", async () => {
    const { before, after, sleeper, successor } = await takenOver("look");
    expect(before).toMatchObject({ status: "running" });
    expect(after).toEqual(before);
    expect([...sleeper.settled, ...successor.settled]).toEqual([]);
  });
});
