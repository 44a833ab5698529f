import { expect, test } from "vitest";
import { askForWorld, createCoreUnderTest } from "../support/core-under-test.ts";
import { aGeneration, aTime } from "../support/generations.ts";

const oneAtATime = { activeKey: (subject: string) => (subject === "" ? null : `world:${subject}`) };
const failed = aGeneration({ status: "failed", endedAt: aTime, settledAt: aTime });

test("a kind with a key has one generation for a subject at a time, however often it is asked for", async () => {
  const core = createCoreUnderTest(oneAtATime);
  const first = await askForWorld(core);
  expect(first.activeKey).toBe("world:portal:p1");
  expect(await askForWorld(core, "portal:p1", "grace")).toMatchObject({ id: first.id });
  expect((await askForWorld(core, "portal:p2")).id).not.toBe(first.id);
  await core.stop();
});

test("a retry takes its kind's key: it joins what goes on for the subject, and is joined", async () => {
  const core = createCoreUnderTest(oneAtATime);
  await core.store.insert(failed);
  const retried = await core.generations.commit(await core.generations.draftRetry(failed));
  expect(retried).toMatchObject({ retryOf: failed.id, activeKey: "world:portal:p1" });
  expect((await askForWorld(core)).id).toBe(retried.id);
  expect((await core.generations.commit(await core.generations.draftRetry(failed))).id).toBe(retried.id);
  await core.stop();
});

test("without a key there may be many for a subject, and one retry of each", async () => {
  const core = createCoreUnderTest({ activeKey: () => null });
  await core.store.insert(failed);
  const retried = await core.generations.commit(await core.generations.draftRetry(failed));
  expect(retried.activeKey).toBe(`retry:${failed.id}`);
  expect((await askForWorld(core)).id).not.toBe(retried.id);
  await core.stop();
});

test("an order's own key goes before its kind's", () => {
  const { generations } = createCoreUnderTest(oneAtATime);
  const order = { kind: "world", input: {}, requestedBy: "ada", subject: "portal:p1" };
  expect(generations.draft({ ...order, activeKey: "mine" }).activeKey).toBe("mine");
});
