import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { idOfSubmitTag, submitTagOf } from "../../server/generation/new-generation.ts";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";

const done = {
  type: "done",
  output: { facts: {}, files: [] },
  providerRef: null,
  observed: {},
} as const;

describe("a hint", () => {
  test("has a running task looked at now, and not when that is due", async () => {
    const core = createCoreUnderTest();
    const { id } = await askForWorld(core);
    await core.clock.settle();
    expect(core.calls.looks).toEqual([]);
    core.script.look = async () => done;
    await core.generations.hint(id);
    await core.clock.advance(100);
    expect(core.calls.looks).toHaveLength(1);
    expect(await core.store.read(id)).toMatchObject({ status: "succeeded" });
    await core.stop();
  });

  test("is not believed: what still goes on is looked at again when that is due", async () => {
    const core = createCoreUnderTest();
    const { id } = await askForWorld(core);
    await core.clock.settle();
    await core.generations.hint(id);
    await core.clock.advance(100);
    expect(await core.store.read(id)).toMatchObject({ status: "running" });
    await core.clock.advance(15_000);
    expect(core.calls.looks).toHaveLength(2);
    await core.stop();
  });

  test("has a task whose answer was lost searched for now", async () => {
    const core = createCoreUnderTest();
    core.script.submit = async () => ({ type: "unknown", message: "" });
    const { id } = await askForWorld(core);
    await core.clock.advance(1_000);
    const searches = core.calls.searches.length;
    core.script.search = async () => ({ type: "found", operationId: "op", providerRef: null });
    await core.generations.hint(id);
    await core.clock.advance(100);
    expect(core.calls.searches).toHaveLength(searches + 1);
    expect(await core.store.read(id)).toMatchObject({ status: "running", operationId: "op", adopted: true });
    await core.stop();
  });

  test("of what is not there, or has ended, changes nothing", async () => {
    const core = createCoreUnderTest();
    const row = await askForWorld(core);
    await core.generations.cancel(row);
    await core.clock.advance(1_000);
    const ended = await core.store.read(row.id);
    await core.generations.hint(row.id);
    await core.generations.hint(row.id + 1);
    expect(await core.store.read(row.id)).toEqual(ended);
    await core.stop();
  });
});

describe("a submit tag", () => {
  test("names its row, at the first submit and at the second", () => {
    const anId = fc.integer({ min: 1, max: 2 ** 48 });
    fc.assert(
      fc.property(anId, fc.constantFrom<(1 | 2)[]>(1, 2), (id, nth) => {
        expect(idOfSubmitTag(submitTagOf(id, nth))).toBe(id);
      }),
    );
  });

  test.each([
    "",
    "waygate-",
    "waygate-007",
    "waygate-A1",
    "waygate-1 ",
    "waygate-1-twice",
    "x-waygate-1",
    "waygate-zzzzzzzzzzzz",
  ])("that is not ours (%j) names none", (tag) => {
    expect(idOfSubmitTag(tag)).toBeNull();
  });
});
