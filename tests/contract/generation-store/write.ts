import { expect, test } from "vitest";
import type { GenerationStore } from "../../../server/generation/store.ts";
import type { StoreUnderTest } from "../generation-store.ts";
import { atOnce, ids, noon, row } from "./rows.ts";

export function writeRequirements(stores: () => StoreUnderTest): void {
  test("writes the patch, adds one to the version, and leaves the rest as it was", async () => {
    const { store } = stores();
    const before = row({ version: 7 });
    await store.insert(before);
    const after = { ...before, status: "running", operationId: "op", updatedAt: noon + 5, version: 8 };
    const patch = { status: "running", operationId: "op", updatedAt: noon + 5 } as const;
    expect(await store.write(before.id, 7, patch)).toEqual(after);
    expect(await store.read(before.id)).toEqual(after);
  });

  test("a stale version returns null and writes nothing", async () => {
    const { store, elsewhere } = stores();
    const before = row();
    await store.insert(before);
    const current = await store.write(before.id, 0, { progress: 10 });
    expect(await elsewhere.write(before.id, 0, { progress: 20, status: "failed", activeKey: "x" })).toBeNull();
    expect(await store.read(before.id)).toEqual(current);
  });

  test("a version from the future returns null and writes nothing", async () => {
    const { store } = stores();
    const before = row();
    await store.insert(before);
    expect(await store.write(before.id, 1, { progress: 20 })).toBeNull();
    expect(await store.read(before.id)).toEqual(before);
  });

  test("a row that is not there is not made", async () => {
    const { store } = stores();
    expect(await store.write(404, 0, { progress: 20 })).toBeNull();
    expect(await store.list({ limit: 1 })).toEqual([]);
  });

  test("only the row with the id is written", async () => {
    const { store } = stores();
    const [one, other] = [row(), row()];
    await store.insert(one);
    await store.insert(other);
    await store.write(one.id, 0, { progress: 20 });
    expect(await store.read(other.id)).toEqual(other);
  });

  test("a patch may set back to null", async () => {
    const { store } = stores();
    const set = {
      operationId: "op",
      activeKey: "k",
      nextLookAt: noon,
      retryOf: 5,
      observed: { a: 1 },
      output: { files: [], facts: {} },
    };
    const unset = { operationId: null, activeKey: null, nextLookAt: null, retryOf: null, observed: null, output: null };
    const before = row(set);
    await store.insert(before);
    expect(await store.write(before.id, 0, unset)).toEqual({ ...before, ...unset, version: 1 });
  });

  test("an empty patch still takes the version, so that a claim can be nothing but a claim", async () => {
    const { store } = stores();
    const before = row();
    await store.insert(before);
    expect(await store.write(before.id, 0, {})).toEqual({ ...before, version: 1 });
    expect(await store.write(before.id, 0, {})).toBeNull();
  });

  test("a whole row as a patch changes neither id, version nor the time it was made", async () => {
    const { store } = stores();
    const before = row();
    await store.insert(before);
    const patch = { ...before, id: 999_999, version: 500, createdAt: noon + 1, progress: 5 };
    expect(await store.write(before.id, 0, patch)).toEqual({ ...before, progress: 5, version: 1 });
    expect(await store.read(999_999)).toBeNull();
  });

  test("an active key that is taken is an error and writes nothing", async () => {
    const { store } = stores();
    const before = row();
    await store.insert(row({ activeKey: "portal:1" }));
    await store.insert(before);
    await expect(store.write(before.id, 0, { activeKey: "portal:1", progress: 5 })).rejects.toThrow();
    expect(await store.read(before.id)).toEqual(before);
  });

  test("of 64 writers with the same version at once, exactly one wins", async () => {
    const { store, elsewhere } = stores();
    const before = row();
    await store.insert(before);
    const results = await atOnce(64, (index) =>
      (index % 2 ? store : elsewhere).write(before.id, 0, { leaseOwner: `process-${index}` }),
    );
    const winners = results.filter((result) => result !== null);
    expect(winners).toHaveLength(1);
    expect(await store.read(before.id)).toEqual(winners[0]);
    expect(winners[0]?.version).toBe(1);
  });

  test("writers who read again after losing lose no write", async () => {
    const { store, elsewhere } = stores();
    const before = row();
    await store.insert(before);
    await atOnce(16, (index) => countOneMore(index % 2 ? store : elsewhere, before.id));
    expect(await store.read(before.id)).toEqual({ ...before, attempts: 16, version: 16 });
  });

  test("each of many rows is written under its own version, and those that have another one are left out", async () => {
    const { store, elsewhere } = stores();
    const rows = Array.from({ length: 100 }, (_, index) => row({ version: index, progress: index }));
    for (const each of rows) await store.insert(each);
    const [taken, ...free] = rows;
    if (taken) await elsewhere.write(taken.id, 0, { leaseOwner: "process-2" });
    const patch = { leaseOwner: "process-1", leaseUntil: noon + 20_000, nextLookAt: noon + 20_000 };
    const written = await store.writeEach([...rows, row()], patch);
    const expected = free.map((each) => ({ ...each, ...patch, version: each.version + 1 }));
    expect(written.toSorted((a, b) => a.id - b.id)).toEqual(expected);
    expect((await store.list({ limit: 200 })).filter(({ leaseOwner }) => leaseOwner === "process-1")).toHaveLength(99);
    expect(await store.writeEach(rows, patch)).toEqual([]);
  });

  test("of writers of the same many rows at once, each row has exactly one", async () => {
    const { store, elsewhere } = stores();
    const rows = Array.from({ length: 50 }, () => row());
    for (const each of rows) await store.insert(each);
    const written = await atOnce(8, (index) =>
      (index % 2 ? store : elsewhere).writeEach(index < 4 ? rows : rows.toReversed(), { leaseOwner: `${index}` }),
    );
    expect(ids(written.flat()).toSorted((a, b) => a - b)).toEqual(ids(rows));
    expect((await store.list({ limit: 100 })).every(({ version }) => version === 1)).toBe(true);
  });

  test("no rows are none", async () => {
    const { store } = stores();
    const before = row();
    await store.insert(before);
    expect(await store.writeEach([], { progress: 20 })).toEqual([]);
    expect(await store.read(before.id)).toEqual(before);
  });
}

async function countOneMore(store: GenerationStore, id: number): Promise<void> {
  for (;;) {
    const found = await store.read(id);
    if (!found || (await store.write(id, found.version, { attempts: found.attempts + 1 }))) return;
  }
}
