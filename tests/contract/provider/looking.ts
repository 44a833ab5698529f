import { expect, test } from "vitest";
import { isKnownHost } from "../../../server/files/known-hosts.ts";
import type { Generation } from "../../../server/generation/generation.ts";
import type { Observation } from "../../../server/generation/provider.ts";
import { type ProviderGround, unhurried } from "./ground.ts";

export function lookingRequirements(ground: () => ProviderGround): void {
  const look = (row: Generation): Promise<Observation> => ground().adapter.look(row, unhurried());

  test("shows a task that is being made as pending, and then as done with its files and facts", async () => {
    const { accepted, advance, taskMs, roles, facts: factsOfAll, adapter } = ground();
    const row = await accepted();
    expect(await look(row)).toMatchObject({ type: "pending", observed: expect.anything() });
    await advance(taskMs);
    const done = await look(row);
    if (done.type !== "done") throw new Error(`It is not done: ${JSON.stringify(done)}`);
    const { files, facts } = done.output;
    expect(files.map(({ role }) => role)).toEqual(roles);
    expect(files[0]).toMatchObject({ required: true, hash: null, ext: null });
    expect(Object.keys(facts).sort()).toEqual([...factsOfAll].sort());
    for (const { url } of files) expect(isKnownHost(new URL(url), adapter.files.hosts)).toBe(true);
  });

  test("shows the same files of the same task, however often it is asked", async () => {
    const { accepted, advance, taskMs } = ground();
    const row = await accepted();
    await advance(taskMs);
    const files = async () => {
      const seen = await look(row);
      if (seen.type !== "done") throw new Error(`It is not done: ${JSON.stringify(seen)}`);
      // A link may be signed anew each time.
      return seen.output.files.map(({ role, url }) => [role, new URL(url).pathname]);
    };
    expect(await files()).toEqual(await files());
  });

  test.each([
    ["a failed task", "task_fails", { code: "provider_failed", transient: false }],
    ["a task that fell foul of the content policy", "moderated", { code: "moderated", transient: false }],
    [
      "a task that the provider would try again",
      "task_fails_transiently",
      { code: "provider_failed", transient: true },
    ],
  ])("shows %s as failed with a reason, and the provider has refunded it", async (_what, fault, expected) => {
    const { accepted, advance, taskMs, charges } = ground();
    await ground().fault(fault);
    const row = await accepted();
    expect(await look(row)).toMatchObject({ type: "pending" });
    await advance(taskMs);
    expect(await look(row)).toMatchObject({ type: "failed", message: expect.stringMatching(/\S/), ...expected });
    const charge = (await charges()).find(({ operationId }) => operationId === row.operationId);
    expect(charge).toMatchObject({ refunded: true });
  });

  test("shows an operation that the provider does not know as gone", async () => {
    const { accepted, order, fault } = ground();
    expect(await look({ ...order(), operationId: "never-heard-of" })).toEqual({
      type: "gone",
      message: expect.any(String),
    });
    const row = await accepted();
    await fault("not_found", { on: "look" });
    expect(await look(row)).toMatchObject({ type: "gone" });
    expect(await look(row)).toMatchObject({ type: "pending" });
  });

  test("without anything to look at is gone", async () => {
    expect(await look(ground().order())).toMatchObject({ type: "gone" });
  });

  test.each(["server_error", "throttle", "throttle_without_hint", "garbage", "lose_answer"])(
    "that meets %s is unanswered, which says nothing about the task",
    async (fault) => {
      const row = await ground().accepted();
      await ground().fault(fault, { on: "look" });
      expect(await look(row)).toEqual({ type: "unanswered", message: expect.stringMatching(/\S\.$/) });
      expect(await look(row)).toMatchObject({ type: "pending" });
    },
  );

  test("where nobody listens, and one with a key that is not accepted, are unanswered", async () => {
    const { accepted, unreachable, withoutKey } = ground();
    const row = await accepted();
    expect(await unreachable.look(row, unhurried())).toMatchObject({ type: "unanswered" });
    expect(await withoutKey.look(row, unhurried())).toMatchObject({ type: "unanswered" });
  });

  test("that is given up is unanswered", async () => {
    const { adapter, accepted, fault } = ground();
    const row = await accepted();
    await fault("slow", { on: "look", forMs: 60_000 });
    expect(await adapter.look(row, AbortSignal.timeout(100))).toEqual({
      type: "unanswered",
      message: "It did not answer in time.",
    });
    expect(await look(row)).toMatchObject({ type: "pending" });
  });

  test("never bills anything", async () => {
    const { accepted, advance, taskMs, charges } = ground();
    const row = await accepted();
    const before = (await charges()).length;
    await look(row);
    await advance(taskMs);
    await look(row);
    expect(await charges()).toHaveLength(before);
  });
}
