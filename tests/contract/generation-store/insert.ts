import { expect, test } from "vitest";
import type { StoreUnderTest } from "../generation-store.ts";
import { atOnce, row } from "./rows.ts";

export function insertRequirements(stores: () => StoreUnderTest): void {
  test("a taken active key returns its holder and writes nothing", async () => {
    const { store } = stores();
    const holder = row({ activeKey: "portal:1" });
    const late = row({ activeKey: "portal:1", requestedBy: "grace" });
    await store.insert(holder);
    expect(await store.insert(late)).toEqual({ row: holder, created: false });
    expect(await store.read(late.id)).toBeNull();
    expect(await store.read(holder.id)).toEqual(holder);
  });

  test("any number of rows may be without an active key", async () => {
    const { store } = stores();
    const results = [await store.insert(row()), await store.insert(row()), await store.insert(row())];
    expect(results.map(({ created }) => created)).toEqual([true, true, true]);
  });

  test("an active key is free again once its holder gave it up", async () => {
    const { store } = stores();
    const ended = row({ activeKey: "portal:1" });
    await store.insert(ended);
    await store.write(ended.id, 0, { status: "failed", activeKey: null });
    expect(await store.insert(row({ activeKey: "portal:1" }))).toMatchObject({ created: true });
  });

  test("a taken job id returns its holder and writes nothing, even when the holder has ended", async () => {
    const { store } = stores();
    const holder = row({ jobId: "mine", status: "failed" });
    const again = row({ jobId: "mine", input: { prompt: "something else" } });
    await store.insert(holder);
    expect(await store.insert(again)).toEqual({ row: holder, created: false });
    expect(await store.read(again.id)).toBeNull();
  });

  test("a job id is taken for one player and kind only", async () => {
    const { store } = stores();
    await store.insert(row({ jobId: "mine" }));
    expect(await store.insert(row({ jobId: "mine", requestedBy: "grace" }))).toMatchObject({ created: true });
    expect(await store.insert(row({ jobId: "mine", kind: "video" }))).toMatchObject({ created: true });
  });

  test("with the job id and the active key of two rows, the job id's row is returned", async () => {
    const { store } = stores();
    const byJob = row({ jobId: "mine" });
    await store.insert(row({ activeKey: "portal:1" }));
    await store.insert(byJob);
    expect(await store.insert(row({ jobId: "mine", activeKey: "portal:1" }))).toEqual({ row: byJob, created: false });
  });

  test("a taken id is an error and leaves the row that has it alone", async () => {
    const { store } = stores();
    const first = row();
    await store.insert(first);
    await expect(store.insert(row({ id: first.id, jobId: "other" }))).rejects.toThrow();
    expect(await store.read(first.id)).toEqual(first);
  });

  test.each([
    ["active key", (index: number) => ({ activeKey: "portal:1", requestedBy: `player-${index}` })],
    ["job id", () => ({ jobId: "mine" })],
    ["active key and job id", () => ({ jobId: "mine", activeKey: "portal:1" })],
  ])("of 64 inserts with the same %s at once, one is made and all return it", async (_, same) => {
    const { store, elsewhere } = stores();
    const results = await atOnce(64, (index) => (index % 2 ? store : elsewhere).insert(row(same(index))));
    const made = results.filter(({ created }) => created);
    expect(made).toHaveLength(1);
    expect(new Set(results.map(({ row }) => row.id))).toEqual(new Set(made.map(({ row }) => row.id)));
    expect(await store.list({ limit: 100 })).toHaveLength(1);
  });
}
