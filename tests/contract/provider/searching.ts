import { expect, test } from "vitest";
import type { Generation } from "../../../server/generation/generation.ts";
import type { SearchOutcome } from "../../../server/generation/provider.ts";
import { type ProviderGround, unhurried } from "./ground.ts";

export function searchingRequirements(ground: () => ProviderGround): void {
  const search = (row: Generation): Promise<SearchOutcome> => ground().adapter.search(row, unhurried());

  /** A row whose task was made while its answer was lost. */
  async function lost(): Promise<Generation> {
    const { adapter, fault, ready } = ground();
    const row = await ready();
    await fault("lose_answer", { on: "create" });
    expect(await adapter.submit(row, unhurried())).toMatchObject({ type: "unknown" });
    return { ...row, status: "unknown", attempts: 1 };
  }

  /** The row as the core adopts it. */
  function adopted(row: Generation, outcome: SearchOutcome): Generation {
    if (outcome.type !== "found") throw new Error(`It was not found: ${JSON.stringify(outcome)}`);
    const { operationId, providerRef } = outcome;
    return { ...row, status: "running", adopted: true, operationId, providerRef };
  }

  test("finds a task whose answer was lost, and from then on it can be looked at to its end", async () => {
    const { adapter, advance, taskMs, roles } = ground();
    const row = await lost();
    const found = adopted(row, await search(row));
    expect(await adapter.look(found, unhurried())).toMatchObject({ type: "pending" });
    await advance(taskMs);
    const done = await adapter.look(found, unhurried());
    expect(done).toMatchObject({ type: "done", output: { files: roles.map((role) => ({ role })) } });
  });

  test("finds a task that is done by now, too", async () => {
    const { adapter, advance, taskMs } = ground();
    const row = await lost();
    await advance(taskMs);
    const found = adopted(row, await search(row));
    expect(await adapter.look(found, unhurried())).toMatchObject({ type: "done" });
  });

  test("finds a task that has failed by now, and the look says so", async () => {
    const { adapter, advance, taskMs, fault } = ground();
    await fault("task_fails");
    const row = await lost();
    await advance(taskMs);
    const found = adopted(row, await search(row));
    expect(await adapter.look(found, unhurried())).toMatchObject({
      type: "failed",
      message: expect.stringMatching(/\S/),
    });
  });

  test("finds nothing where nothing was made", async () => {
    const { adapter, fault, ready } = ground();
    const row = await ready();
    await fault("server_error", { on: "create" });
    expect(await adapter.submit(row, unhurried())).toMatchObject({ type: "unknown" });
    expect(await search(row)).toEqual({ type: "absent" });
  });

  test("never takes a neighbour's task for ours, neither beside our own nor in its place", async () => {
    const { adapter, accepted, advance, ready, taskMs } = ground();
    const [before, ours, after] = [await accepted(), await lost(), await accepted()];
    for (const ageMs of [0, taskMs]) {
      await advance(ageMs);
      const found = adopted(ours, await search(ours));
      for (const neighbour of [before, after]) {
        const seen = await adapter.look(neighbour, unhurried());
        expect(found.operationId ?? "").not.toBe(neighbour.operationId);
        expect(found.providerRef ?? "").not.toBe("providerRef" in seen ? seen.providerRef : null);
      }
      expect(await search(await ready())).toEqual({ type: "absent" });
    }
  });

  test.each(["server_error", "throttle", "garbage", "lose_answer"])(
    "that meets %s is unanswered, which is not the same as absent",
    async (fault) => {
      const row = await lost();
      await ground().fault(fault, { on: "list" });
      expect(await search(row)).toEqual({ type: "unanswered", message: expect.stringMatching(/\S\.$/) });
      expect(await search(row)).toMatchObject({ type: "found" });
    },
  );

  test("where nobody listens, with a key that is not accepted, or given up, is unanswered", async () => {
    const { adapter, unreachable, withoutKey, fault, ready } = ground();
    const row = await ready();
    expect(await unreachable.search(row, unhurried())).toMatchObject({ type: "unanswered" });
    expect(await withoutKey.search(row, unhurried())).toMatchObject({ type: "unanswered" });
    await fault("slow", { on: "list", forMs: 60_000 });
    expect(await adapter.search(row, AbortSignal.timeout(100))).toMatchObject({ type: "unanswered" });
  });
}
