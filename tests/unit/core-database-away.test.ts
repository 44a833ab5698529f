import { describe, expect, test } from "vitest";
import type { SubmitOutcome } from "../../server/generation/provider.ts";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";
import { createManualClock } from "../support/manual-clock.ts";
import { createMemoryGenerationStore } from "../support/memory-generation-store.ts";

const second = 1_000;
const leaseMs = 20 * second;
const accepted = { type: "accepted", operationId: "op", providerRef: null, observed: {} } as const;

/** A store that is away when the test says so, and whose next writes may be carried out without anybody hearing of it. */
function fragileStore() {
  const store = createMemoryGenerationStore();
  const state = { isAway: false, unheard: 0 };
  const through = async <T>(call: () => Promise<T>): Promise<T> => {
    if (state.isAway) throw new Error("The database is away.");
    return call();
  };
  const unheard = async <T>(write: Promise<T>): Promise<T> => {
    const written = await write;
    if (state.unheard-- > 0) throw new Error("The connection broke.");
    return written;
  };
  return {
    state,
    rows: store,
    store: {
      ...store,
      read: (id: number) => through(() => store.read(id)),
      queued: (provider: string) => through(() => store.queued(provider)),
      due: (now: number, limit: number) => through(() => store.due(now, limit)),
      write: (...args: Parameters<typeof store.write>) => through(() => unheard(store.write(...args))),
      writeEach: (...args: Parameters<typeof store.writeEach>) => through(() => unheard(store.writeEach(...args))),
    },
  };
}

describe("what a POST came to while the database was away", () => {
  async function submittedWhileAway(outcome: SubmitOutcome) {
    const { state, store, rows } = fragileStore();
    const core = createCoreUnderTest({ store });
    core.script.submit = async () => {
      state.isAway = core.calls.submits.length === 1;
      return core.calls.submits.length === 1 ? outcome : accepted;
    };
    const row = await askForWorld(core);
    await core.clock.advance(3 * leaseMs);
    expect(await rows.read(row.id)).toMatchObject({ status: "submitting" });
    state.isAway = false;
    await core.clock.advance(3 * leaseMs);
    return { core, row: await rows.read(row.id) };
  }

  test("accepted: it is written when the database is back, and nothing is searched for", async () => {
    const { core, row } = await submittedWhileAway(accepted);
    expect(row).toMatchObject({ status: "running", operationId: "op", adopted: false });
    expect(core.calls).toMatchObject({ submits: { length: 1 }, searches: [] });
  });

  test.each<[string, SubmitOutcome]>([
    ["throttled", { type: "throttled", retryAt: null, message: "Slow down." }],
    ["not sent", { type: "not_sent", message: "Nobody listens." }],
  ])("%s: it waits again, and is sent once more", async (_what, outcome) => {
    const { core, row } = await submittedWhileAway(outcome);
    expect(row).toMatchObject({ status: "running", attempts: 2 });
    expect(core.calls).toMatchObject({ submits: { length: 2 }, searches: [] });
  });

  test("refused: it fails with the provider's reason", async () => {
    const { row } = await submittedWhileAway({ type: "refused", code: "no_credits", message: "None left." });
    expect(row).toMatchObject({ status: "failed", errorCode: "no_credits" });
  });

  test("is the process' own knowledge: another one searches", async () => {
    const { state, store, rows } = fragileStore();
    const core = createCoreUnderTest({ store });
    core.script.submit = async () => {
      state.isAway = true;
      return accepted;
    };
    const row = await askForWorld(core);
    await core.clock.settle();
    const other = createCoreUnderTest({ store: rows, clock: createManualClock(core.clock.now() + leaseMs) });
    other.script.search = async () => ({ type: "found", operationId: "op", providerRef: null });
    await other.clock.advance(second);
    expect(await rows.read(row.id)).toMatchObject({ status: "running", adopted: true });
    expect(other.calls.submits).toEqual([]);
    state.isAway = false;
    await core.clock.advance(3 * leaseMs);
    expect(core.calls.submits).toHaveLength(1);
    expect(await rows.read(row.id)).toMatchObject({ adopted: true });
  });
});

test("a claim that the database took without our hearing of it was not sent: it waits again and is sent once", async () => {
  const { state, store, rows } = fragileStore();
  state.unheard = 1;
  const core = createCoreUnderTest({ store });
  const row = await askForWorld(core);
  await core.clock.settle();
  expect(await rows.read(row.id)).toMatchObject({ status: "submitting" });
  expect(core.calls.submits).toEqual([]);
  await core.clock.advance(2 * leaseMs);
  expect(await rows.read(row.id)).toMatchObject({ status: "running", attempts: 2 });
  expect(core.calls).toMatchObject({ submits: { length: 1 }, searches: [] });
});

test("so is one that was lost a second time on the way to that", async () => {
  const { state, store, rows } = fragileStore();
  state.unheard = 1;
  const core = createCoreUnderTest({ store });
  const row = await askForWorld(core);
  await core.clock.settle();
  state.unheard = 1;
  await core.clock.advance(leaseMs);
  expect(await rows.read(row.id)).toMatchObject({ status: "submitting" });
  await core.clock.advance(2 * leaseMs);
  expect(await rows.read(row.id)).toMatchObject({ status: "running" });
  expect(core.calls).toMatchObject({ submits: { length: 1 }, searches: [] });
});
