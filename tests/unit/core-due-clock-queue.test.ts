import { expect, test } from "vitest";
import type { GenerationStore } from "../../server/generation/store.ts";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";
import { aTime } from "../support/generations.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createMemoryGenerationStore } from "../support/memory-generation-store.ts";

const done = {
  type: "done",
  output: { facts: {}, files: [{ role: "model", url: "https://a.example/1", required: true, hash: null, ext: null }] },
  providerRef: null,
  observed: {},
} as const;

test("what is cancelled while it waits is settled at once", async () => {
  const core = createCoreUnderTest({ limits: { startsPerMinute: 1, startsPerHour: 10 } });
  await askForWorld(core);
  await core.clock.settle();
  const waiting = await askForWorld(core, "portal:p2");
  await core.clock.settle();
  await core.generations.cancel(waiting);
  await core.clock.settle();
  expect(await core.store.read(waiting.id)).toMatchObject({ status: "cancelled", settledAt: core.clock.now() });
});

test("what leaves a provider's full hands is collected and settled at once", async () => {
  const core = createCoreUnderTest({ limits: { startsPerMinute: 10, startsPerHour: 100, atOnce: 1 } });
  core.script.look = async () => done;
  const { id } = await askForWorld(core);
  await core.clock.advance(15_000);
  expect(await core.store.read(id)).toMatchObject({ status: "succeeded", settledAt: core.clock.now() });
});

/** What reading a long queue takes here, in ms. */
const visitMs = 40;

test("who joins a long queue does not make it be read over and over, and goes at once when there is room", async () => {
  const clock = createManualClock(aTime);
  const store = createMemoryGenerationStore();
  let visits = 0;
  const slow = new Proxy<GenerationStore>(store, {
    get(target, name: keyof GenerationStore) {
      if (name !== "queued") return target[name];
      visits++;
      clock.jump(visitMs);
      return target.queued;
    },
  });
  const core = createCoreUnderTest({
    store: slow,
    clock,
    limits: { startsPerMinute: 1_000, startsPerHour: 10_000, atOnce: 1 },
  });
  await core.clock.settle();
  const first = await askForWorld(core, "portal:0");
  await core.clock.advance(1_000);
  expect(core.calls.submits).toHaveLength(1);

  visits = 0;
  const from = clock.now();
  for (let order = 1; order <= 100; order++) {
    await askForWorld(core, `portal:${order}`, `player ${order}`);
    await core.clock.advance(10);
  }
  expect(visits).toBeGreaterThan(1);
  expect(visits).toBeLessThanOrEqual(1 + (clock.now() - from) / (4 * visitMs));

  await askForWorld(core, "portal:last");
  await core.generations.cancel(first);
  await core.clock.settle();
  expect(core.calls.submits).toHaveLength(2);
});
