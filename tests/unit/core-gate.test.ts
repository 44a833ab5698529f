import { describe, expect, test } from "vitest";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createMemoryGenerationStore } from "../support/memory-generation-store.ts";

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const accepted = { type: "accepted", operationId: "op", providerRef: null, observed: {} } as const;
const notSent = { type: "not_sent", message: "The connection failed (ECONNREFUSED)." } as const;

describe("a throttle", () => {
  test("closes the gate for every row of the provider until the hint says, and then all go on", async () => {
    const core = createCoreUnderTest();
    const askedAt = core.clock.now();
    const retryAt = askedAt + 30 * second;
    core.script.submit = async () =>
      core.calls.submits.length === 1 ? { type: "throttled", retryAt, message: "Slow down." } : accepted;
    const first = await askForWorld(core);
    await core.clock.settle();
    const others = [await askForWorld(core, "portal:p2", "bob"), await askForWorld(core, "portal:p3", "cem")];
    await core.clock.advance(30 * second - 1);
    expect(core.calls.submits).toEqual([askedAt]);
    await core.clock.advance(1);
    expect(core.calls.submits).toEqual([askedAt, retryAt, retryAt, retryAt]);
    for (const { id } of [first, ...others]) expect(await core.store.read(id)).toMatchObject({ status: "running" });
  });

  test("holds for a while without a hint, too", async () => {
    const core = createCoreUnderTest();
    const askedAt = core.clock.now();
    core.script.submit = async () =>
      core.calls.submits.length === 1 ? { type: "throttled", retryAt: null, message: "Slow down." } : accepted;
    await askForWorld(core);
    await core.clock.advance(minute);
    expect(core.calls.submits).toEqual([askedAt, askedAt + 20 * second]);
  });

  test("holds for other processes as well", async () => {
    const core = createCoreUnderTest();
    const retryAt = core.clock.now() + 30 * second;
    core.script.submit = async () => ({ type: "throttled", retryAt, message: "Slow down." });
    await askForWorld(core);
    await core.clock.settle();
    const { store, clock } = core;
    const other = createCoreUnderTest({ store, clock });
    await askForWorld(other, "portal:p2");
    await clock.advance(29 * second);
    expect(other.calls.submits).toEqual([]);
  });

  test("keeps the row that met it from being sent again before the gate is closed", async () => {
    const store = createMemoryGenerationStore();
    const { promise: mayClose, resolve: letClose } = Promise.withResolvers<void>();
    const core = createCoreUnderTest({
      store: {
        ...store,
        async writeGate(gate) {
          if (gate.notBefore > 0) await mayClose;
          return store.writeGate(gate);
        },
      },
    });
    const retryAt = core.clock.now() + 30 * second;
    const sent: string[] = [];
    core.script.submit = async ({ subject }) => {
      sent.push(subject);
      return { type: "throttled", retryAt, message: "Slow down." };
    };
    await askForWorld(core, "portal:first");
    await core.clock.settle();
    await askForWorld(core, "portal:second");
    await core.clock.settle();
    letClose();
    await core.clock.advance(29 * second);
    expect(sent).toEqual(["portal:first", "portal:second"]);
  });

  test("that never ends lets a row wait a day, and no longer", async () => {
    const core = createCoreUnderTest();
    core.script.submit = async () => ({ type: "throttled", retryAt: core.clock.now() + hour, message: "Slow down." });
    const { id } = await askForWorld(core);
    await core.clock.advance(24 * hour - 1);
    expect(await core.store.read(id)).toMatchObject({ status: "queued" });
    await core.clock.advance(1);
    expect(await core.store.read(id)).toMatchObject({ status: "failed", errorCode: "never_started" });
    expect(core.settled).toEqual([id]);
    expect(core.calls.submits).toHaveLength(24);
  });
});

describe("a submit that never left", () => {
  const backoffs = [1, 2, 4, 8, 16, 32, 60, 60];

  test("is tried again after a growing pause, for as long as it takes", async () => {
    const core = createCoreUnderTest();
    const askedAt = core.clock.now();
    core.script.submit = async () => (core.calls.submits.length <= backoffs.length ? notSent : accepted);
    const { id } = await askForWorld(core);
    await core.clock.advance(10 * minute);
    const pauses = core.calls.submits.map((at, index) => (at - (core.calls.submits[index - 1] ?? askedAt)) / second);
    expect(pauses).toEqual([0, ...backoffs]);
    expect(await core.store.read(id)).toMatchObject({ status: "running", adopted: false, tries: 0 });
    expect(core.calls.searches).toEqual([]);
  });

  test("spends none of the starts that the provider allows", async () => {
    const core = createCoreUnderTest({ limits: { startsPerMinute: 2, startsPerHour: 3 } });
    core.script.submit = async () => notSent;
    const rows = [await askForWorld(core), await askForWorld(core, "portal:p2", "bob")];
    await core.clock.advance(10 * minute);
    core.script.submit = async () => accepted;
    await core.clock.advance(minute);
    for (const { id } of rows) expect(await core.store.read(id)).toMatchObject({ status: "running" });
    expect(await core.store.readGate("marble")).toMatchObject({ minuteStarts: 2, hourStarts: 2 });
  });

  test("is told from one that was let through in the window before", async () => {
    const core = createCoreUnderTest({ limits: { startsPerMinute: 1, startsPerHour: 10 } });
    const { promise: timedOut, resolve: timeOut } = Promise.withResolvers<typeof notSent>();
    core.script.submit = () => (core.calls.submits.length === 1 ? timedOut : Promise.resolve(accepted));
    await askForWorld(core);
    await core.clock.settle();
    await askForWorld(core, "portal:p2", "bob");
    await core.clock.advance(minute);
    timeOut(notSent);
    await core.clock.settle();
    expect(await core.store.readGate("marble")).toMatchObject({ minuteStarts: 1, hourStarts: 1 });
    expect(core.calls.submits).toHaveLength(2);
  });
});

test("a submit is looked after to its end when the database fails the admission beside it", async () => {
  const store = createMemoryGenerationStore();
  let isAway = false;
  const away = async () => {
    throw new Error("The database is away.");
  };
  const core = createCoreUnderTest({
    store: {
      ...store,
      queued: (provider) => (isAway ? away() : store.queued(provider)),
      async write(...args) {
        if (isAway) return away();
        const written = await store.write(...args);
        isAway = written?.status === "submitting";
        return written;
      },
    },
  });
  core.script.submit = async () => accepted;
  const { id } = await askForWorld(core);
  await core.clock.settle();
  expect(core.troubles).toContain("looking for due generations: Error: The database is away.");
  expect(core.troubles).toContain("acting on a generation: Error: The database is away.");
  isAway = false;
  await core.clock.advance(minute);
  expect(await store.read(id)).toMatchObject({ status: "running", operationId: "op" });
  expect(core.calls).toMatchObject({ submits: { length: 1 }, searches: [] });
});

describe("the queue", () => {
  test("tells every row its place, player by player in turn, and tells it again when it moves", async () => {
    const core = createCoreUnderTest({ limits: { startsPerMinute: 1, startsPerHour: 100 } });
    const told: string[][] = [];
    const names = new Map<number, string>();
    core.generations.listen({
      changed() {},
      queueMoved(places) {
        const inOrder = [...places].sort(([, a], [, b]) => a - b);
        told.push(inOrder.map(([id, place]) => `${place} ${names.get(id)}`));
      },
    });
    for (const [name, player] of [
      ["first", "ada"],
      ["second", "ada"],
      ["third", "ada"],
      ["bob's", "bob"],
    ] as const) {
      names.set((await askForWorld(core, `portal:${name}`, player)).id, name);
      await core.clock.advance(second);
    }
    expect(told.at(-1)).toEqual(["1 bob's", "2 second", "3 third"]);
    const idOf = (name: string) => [...names].find(([, each]) => each === name)?.[0] ?? 0;
    expect(core.generations.placeInQueue(idOf("second"))).toBe(2);
    expect(core.generations.placeInQueue(idOf("first"))).toBe(0);
    told.length = 0;
    await core.clock.advance(4 * minute);
    expect(told).toEqual([["1 second", "2 third"], ["1 third"], []]);
    expect(core.generations.placeInQueue(idOf("third"))).toBe(0);
  });

  test("closes up when somebody who waits gives up", async () => {
    const core = createCoreUnderTest({ limits: { startsPerMinute: 1, startsPerHour: 100 } });
    await askForWorld(core);
    await core.clock.advance(second);
    const impatient = await askForWorld(core, "portal:p2");
    await core.clock.advance(second);
    const last = await askForWorld(core, "portal:p3");
    await core.clock.advance(second);
    expect(core.generations.placeInQueue(last.id)).toBe(2);
    await core.generations.cancel(impatient);
    await core.clock.settle();
    expect(core.generations.placeInQueue(last.id)).toBe(1);
  });
});

describe("a row that another process took first", () => {
  test("costs no start: the permit that was spent for it is given back", async () => {
    const store = createMemoryGenerationStore();
    const clock = createManualClock();
    const core = createCoreUnderTest({
      clock,
      store: {
        ...store,
        async write(id, version, patch) {
          if (patch.status === "submitting") await store.write(id, version, { nextLookAt: clock.now() + hour });
          return store.write(id, version, patch);
        },
      },
    });
    await askForWorld(core);
    await core.clock.settle();
    expect(core.calls.submits).toEqual([]);
    expect(await store.readGate("marble")).toMatchObject({ minuteStarts: 0, hourStarts: 0 });
  });
});
