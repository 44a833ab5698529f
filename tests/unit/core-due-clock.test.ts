import { describe, expect, test } from "vitest";
import type { GenerationStore } from "../../server/generation/store.ts";
import { type CoreUnderTest, createCoreUnderTest } from "../support/core-under-test.ts";
import { aGeneration, aTime } from "../support/generations.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createMemoryGenerationStore } from "../support/memory-generation-store.ts";

const lookMs = 15_000;
const sweepMs = 5_000;

interface Counted {
  readonly core: CoreUnderTest;
  readonly store: GenerationStore;
  /** How often each of the store's methods was called. */
  readonly asked: Map<string, number>;
}

/** A core at work on running rows, due as given, in ms from now; what it asks the store is counted. */
async function workingOn(dueInMs: readonly number[]): Promise<Counted> {
  const store = createMemoryGenerationStore();
  for (const ms of dueInMs) await store.insert(running(aTime + ms));
  const asked = new Map<string, number>();
  const counting = new Proxy<GenerationStore>(store, {
    get(target, name: keyof GenerationStore) {
      asked.set(name, (asked.get(name) ?? 0) + 1);
      return target[name];
    },
  });
  const core = createCoreUnderTest({ store: counting, clock: createManualClock(aTime) });
  await core.clock.settle();
  return { core, store, asked };
}

const running = (nextLookAt: number) =>
  aGeneration({ status: "running", operationId: "op", acceptedAt: aTime, deadlineAt: aTime + 900_000, nextLookAt });

describe("the due clock", () => {
  test("asks the database for nothing but its sweeps while no row is due", async () => {
    const { core, asked } = await workingOn([3_600_000, 3_700_000]);
    asked.clear();
    await core.clock.advance(10 * sweepMs);
    expect([...asked].sort()).toEqual([
      ["due", 10],
      ["nextDueAt", 10],
      ["queued", 10],
    ]);
  });

  test("claims what is due at one time in one write, and asks no more when all of it has been looked at", async () => {
    const { core, asked } = await workingOn(Array.from({ length: 90 }, () => 1_000));
    asked.clear();
    await core.clock.advance(1_000);
    expect(core.calls.looks).toHaveLength(90);
    expect([...asked].sort()).toEqual([
      ["due", 1],
      ["nextDueAt", 1],
      ["write", 90],
      ["writeEach", 1],
    ]);
  });

  test("gathers what falls due shortly after, and looks at it within a twentieth of a second", async () => {
    const { core, asked } = await workingOn(Array.from({ length: 1_000 }, (_, index) => 1 + index));
    asked.clear();
    await core.clock.advance(1_050);
    expect(core.calls.looks).toHaveLength(1_000);
    expect(asked.get("due")).toBeLessThanOrEqual(21);
  });

  test("looks at everything that has become due in a long outage, without waiting for a sweep", async () => {
    const { core, store } = await workingOn(Array.from({ length: 1_234 }, (_, index) => -index));
    await core.clock.advance(sweepMs - 1);
    expect(core.calls.looks).toHaveLength(1_234);
    expect(await store.due(core.clock.now(), 1)).toEqual([]);
  });

  test("has five hundred looks under way at most, and goes on as soon as some have ended", async () => {
    const { core } = await workingOn([]);
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
    core.script.look = async () => {
      await answered;
      return { type: "pending", progress: -1, providerRef: null, observed: {} };
    };
    for (let index = 0; index < 700; index++) await core.store.insert(running(core.clock.now()));
    await core.clock.advance(2 * sweepMs);
    expect(core.calls.looks).toHaveLength(500);
    answer();
    await core.clock.advance(100);
    expect(core.calls.looks).toHaveLength(700);
  });

  test("finds another process's rows by its sweep, also after the clock was put back", async () => {
    const { core } = await workingOn([]);
    core.clock.jump(-3_600_000);
    await core.store.insert(running(core.clock.now()));
    await core.clock.advance(sweepMs);
    expect(core.calls.looks).toHaveLength(1);
    await core.clock.advance(lookMs);
    expect(core.calls.looks).toHaveLength(2);
  });
});
