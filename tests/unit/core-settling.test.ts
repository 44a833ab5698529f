import { describe, expect, test } from "vitest";
import type { Generation } from "../../server/generation/generation.ts";
import type { Observation } from "../../server/generation/provider.ts";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";
import { aGeneration } from "../support/generations.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createMemoryGenerationStore } from "../support/memory-generation-store.ts";

const second = 1_000;
const minute = 60 * second;

const done: Observation = { type: "done", output: { facts: {}, files: [] }, providerRef: "w1", observed: {} };

describe("an end that cannot be written onto its subject", () => {
  test("is written later, and then once", async () => {
    const settled: Generation[] = [];
    const attempts: number[] = [];
    const core = createCoreUnderTest({
      async settle(row) {
        attempts.push(core.clock.now());
        if (attempts.length <= 3) throw new Error("The database is away.");
        settled.push(row);
      },
    });
    core.script.look = async () => done;
    const { id } = await askForWorld(core);
    await core.clock.advance(15 * second);
    const endedAt = core.clock.now();
    expect(await core.store.read(id)).toMatchObject({ status: "succeeded", settledAt: null });
    await core.clock.advance(10 * minute);
    const settledAt = endedAt + 60 * second;
    expect(attempts).toEqual([0, 20, 40, 60].map((after) => endedAt + after * second));
    expect(settled).toMatchObject([{ id, status: "succeeded" }]);
    expect(await core.store.read(id)).toMatchObject({ status: "succeeded", endedAt, settledAt, nextLookAt: null });
    expect(core.troubles).toEqual(Array(3).fill("settling: Error: The database is away."));
    expect(core.calls).toMatchObject({ submits: { length: 1 }, looks: { length: 1 } });
  });

  test("because the process died is written at the next start", async () => {
    const store = createMemoryGenerationStore();
    const clock = createManualClock();
    const leaseUntil = clock.now() + 20 * second;
    const row = aGeneration({
      status: "failed",
      errorCode: "no_credits",
      endedAt: clock.now(),
      leaseOwner: "the dead one",
      leaseUntil,
      nextLookAt: leaseUntil,
    });
    await store.insert(row);
    const core = createCoreUnderTest({ store, clock });
    await clock.advance(10 * minute);
    expect(core.settled).toEqual([row.id]);
    expect(await store.read(row.id)).toMatchObject({ settledAt: leaseUntil, nextLookAt: null });
  });
});

describe("what has no subject yet", () => {
  test("is settled onto one that comes after the end", async () => {
    const subjects: string[] = [];
    const core = createCoreUnderTest({ settle: async ({ subject }) => void subjects.push(subject) });
    core.script.look = async () => done;
    const { id } = await askForWorld(core, "");
    await core.clock.advance(minute);
    const row = await core.store.read(id);
    expect(row).toMatchObject({ status: "succeeded", settledAt: expect.any(Number) });
    await core.generations.assign(row ?? aGeneration(), "portal:late");
    expect(subjects).toEqual(["", "portal:late"]);
  });

  test("is settled onto one that comes after the end later, when that fails at first, and announced no second time", async () => {
    const subjects: string[] = [];
    let isAway = false;
    const core = createCoreUnderTest({
      async settle({ subject }) {
        if (isAway) throw new Error("The database is away.");
        subjects.push(subject);
      },
    });
    core.script.look = async () => done;
    const { id } = await askForWorld(core, "");
    await core.clock.advance(minute);
    const row = await core.store.read(id);
    isAway = true;
    await expect(core.generations.assign(row ?? aGeneration(), "portal:late")).rejects.toThrow("away");
    await core.clock.advance(minute);
    isAway = false;
    await core.clock.advance(minute);
    expect(subjects).toEqual(["", "portal:late"]);
    expect(await core.store.read(id)).toMatchObject({ settledAt: row?.settledAt, nextLookAt: null });
  });

  test("is settled onto one that comes while it is being settled onto none", async () => {
    const subjects: string[] = [];
    const { promise: subjectCame, resolve: subjectComes } = Promise.withResolvers<void>();
    const core = createCoreUnderTest({
      async settle({ subject }) {
        subjects.push(subject);
        if (subject === "") await subjectCame;
      },
    });
    core.script.look = async () => done;
    const row = await askForWorld(core, "");
    await core.clock.advance(15 * second);
    expect(subjects).toEqual([""]);
    await core.generations.assign(row, "portal:meanwhile");
    subjectComes();
    await core.clock.advance(minute);
    expect(subjects).toEqual(["", "portal:meanwhile"]);
    expect(await core.store.read(row.id)).toMatchObject({ settledAt: expect.any(Number), nextLookAt: null });
  });
});

test("a listener that fails keeps nobody from hearing of a change, and undoes nothing", async () => {
  const core = createCoreUnderTest();
  const heard: string[] = [];
  core.generations.listen({
    changed() {
      throw new Error("Deaf.");
    },
    queueMoved() {},
  });
  core.generations.listen({ changed: ({ status }) => void heard.push(status), queueMoved() {} });
  core.script.look = async () => done;
  const { id } = await askForWorld(core);
  await core.clock.advance(minute);
  expect(new Set(heard)).toEqual(new Set(["queued", "submitting", "running", "collecting", "succeeded"]));
  expect(await core.store.read(id)).toMatchObject({ status: "succeeded", settledAt: expect.any(Number) });
});
