import { describe, expect, test } from "vitest";
import type { Observation } from "../../server/generation/provider.ts";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";

const second = 1_000;
const minute = 60 * second;
const lookMs = 15 * second;
const deadlineMs = 15 * minute;

const pending = { type: "pending", progress: -1, providerRef: null, observed: { done: false } } as const;
const done = { type: "done", output: { facts: {}, files: [] }, providerRef: "w1", observed: { done: true } } as const;
const unanswered = { type: "unanswered", message: "Marble answered with status 500." } as const;

describe("the deadline", () => {
  const lastLooks: [string, Observation, object][] = [
    ["still going on", pending, { status: "timed_out", errorCode: "timed_out" }],
    ["not answered", unanswered, { status: "timed_out" }],
    ["forgotten", { type: "gone", message: "404" }, { status: "timed_out" }],
    ["done", done, { status: "succeeded", providerRef: "w1" }],
    [
      "failed",
      { type: "failed", code: "provider_failed", message: "It broke.", transient: false, observed: {} },
      { status: "failed", errorMessage: "It broke." },
    ],
  ];
  test.each(lastLooks)("brings one last look, and then the end: %s", async (_what, lastLook, expected) => {
    const core = createCoreUnderTest();
    const acceptedAt = core.clock.now();
    core.script.look = async () => (core.clock.now() < acceptedAt + deadlineMs ? pending : lastLook);
    const { id } = await askForWorld(core);
    await core.clock.advance(deadlineMs - 1);
    expect(await core.store.read(id)).toMatchObject({ status: "running" });
    await core.clock.advance(1);
    expect(await core.store.read(id)).toMatchObject({ ...expected, settledAt: acceptedAt + deadlineMs });
    await core.clock.advance(10 * minute);
    expect(core.calls.looks).toHaveLength(deadlineMs / lookMs);
    expect(core.calls.looks.at(-1)).toBe(acceptedAt + deadlineMs);
    expect(core.settled).toEqual([id]);
  });

  test("that passed while no server ran brings the last look at the next start", async () => {
    const core = createCoreUnderTest();
    const { id } = await askForWorld(core);
    await core.clock.advance(minute);
    await core.stop();
    await core.clock.advance(10 * deadlineMs);
    expect(await core.store.read(id)).toMatchObject({ status: "running" });
    const next = createCoreUnderTest({ store: core.store, clock: core.clock });
    next.script.look = async () => done;
    await next.clock.settle();
    expect(await core.store.read(id)).toMatchObject({ status: "succeeded" });
    expect(next.calls).toMatchObject({ submits: [], looks: [next.clock.now()] });
  });
});

describe("a look that is not answered", () => {
  test("says nothing about the task: the next one is due as usual", async () => {
    const core = createCoreUnderTest();
    const acceptedAt = core.clock.now();
    core.script.look = async () => (core.calls.looks.length <= 3 ? unanswered : done);
    const { id } = await askForWorld(core);
    await core.clock.advance(3 * lookMs);
    expect(await core.store.read(id)).toMatchObject({ status: "running", observed: {}, tries: 3 });
    await core.clock.advance(lookMs);
    expect(await core.store.read(id)).toMatchObject({ status: "succeeded" });
    expect(core.calls.looks.map((at) => (at - acceptedAt) / lookMs)).toEqual([1, 2, 3, 4]);
  });
});

describe("a provider's own transient failure, which it refunds", () => {
  const failure = {
    type: "failed",
    code: "provider_failed",
    message: "Try again.",
    transient: true,
    observed: {},
  } as const;

  test("is submitted once more on the same row", async () => {
    const core = createCoreUnderTest();
    core.script.look = async () => (core.calls.looks.length === 1 ? failure : done);
    const { id } = await askForWorld(core);
    await core.clock.advance(minute);
    expect(await core.store.read(id)).toMatchObject({ status: "succeeded", attempts: 2, resubmitted: true });
    expect(core.calls.submits).toHaveLength(2);
  });

  test("has a tag of its own for the second submit, by which the failed first task is not found for it", async () => {
    const core = createCoreUnderTest();
    const tags: string[] = [];
    core.script.submit = async ({ submitTag }) => {
      tags.push(submitTag);
      return { type: "accepted", operationId: `op${tags.length}`, providerRef: null, observed: {} };
    };
    core.script.look = async () => (core.calls.looks.length === 1 ? failure : done);
    const { id } = await askForWorld(core);
    await core.clock.advance(minute);
    expect(new Set(tags).size).toBe(2);
    expect(tags.every((tag) => tag.length <= 32)).toBe(true);
    expect(await core.store.read(id)).toMatchObject({ submitTag: tags[1] });
  });

  test("is an end at once for what somebody else had made: nobody asked for it to be paid", async () => {
    const core = createCoreUnderTest();
    core.script.look = async () => failure;
    const order = { kind: "world", input: {}, requestedBy: "ada", subject: "portal:p1" };
    const draft = core.generations.draft(order, { operationId: null, providerRef: "w1" });
    const { id } = await core.generations.commit(draft);
    await core.clock.advance(minute);
    expect(await core.store.read(id)).toMatchObject({ status: "failed", errorMessage: "Try again." });
    expect(core.calls.submits).toEqual([]);
  });

  test("is an end the second time", async () => {
    const core = createCoreUnderTest();
    core.script.look = async () => failure;
    const { id } = await askForWorld(core);
    await core.clock.advance(10 * minute);
    expect(await core.store.read(id)).toMatchObject({ status: "failed", errorMessage: "Try again." });
    expect(core.calls.submits).toHaveLength(2);
  });
});
