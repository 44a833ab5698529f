import { expect, test } from "vitest";
import { activeStatuses, endedStatuses } from "../../../server/generation/generation.ts";
import type { StoreUnderTest } from "../generation-store.ts";
import { ids, noon, row } from "./rows.ts";

export function pickingRequirements(stores: () => StoreUnderTest): void {
  test("due gives the longest due first, up to the limit, the given time included", async () => {
    const { store } = stores();
    const at = (ms: number) => row({ status: "running", nextLookAt: noon + ms });
    const [now, long, later, lately] = [at(0), at(-60_000), at(1), at(-1)];
    for (const each of [now, long, later, lately]) await store.insert(each);
    expect(await store.due(noon, 10)).toEqual([long, lately, now]);
    expect(ids(await store.due(noon, 2))).toEqual([long.id, lately.id]);
    expect(ids(await store.due(noon + 1, 10))).toEqual([long.id, lately.id, now.id, later.id]);
    expect(await store.due(noon - 60_001, 10)).toEqual([]);
  });

  test("due leaves out queued rows, which wait for the gate, and settled rows, which wait for nothing", async () => {
    const { store } = stores();
    const looked = [...activeStatuses, ...endedStatuses].filter((status) => status !== "queued");
    const rows = looked.map((status, index) => row({ status, nextLookAt: noon + index }));
    for (const each of rows) await store.insert(each);
    await store.insert(row({ status: "queued", nextLookAt: noon }));
    await store.insert(row({ status: "succeeded", nextLookAt: null, endedAt: noon, settledAt: noon }));
    expect(await store.due(noon + 100, 100)).toEqual(rows);
  });

  test("a claimed row is due again when its lease ends, in every process", async () => {
    const { store, elsewhere } = stores();
    const claimed = row({ status: "running", nextLookAt: noon });
    await store.insert(claimed);
    const leaseUntil = noon + 30_000;
    await store.write(claimed.id, 0, { leaseOwner: "process-1", leaseUntil, nextLookAt: leaseUntil });
    expect(await elsewhere.due(leaseUntil - 1, 10)).toEqual([]);
    expect(ids(await elsewhere.due(leaseUntil, 10))).toEqual([claimed.id]);
  });

  test("nextDueAt is the earliest next look of rows that are not queued, also when it has passed", async () => {
    const { store } = stores();
    expect(await store.nextDueAt()).toBeNull();
    await store.insert(row({ status: "queued", nextLookAt: noon - 5 }));
    await store.insert(row({ status: "succeeded", nextLookAt: null }));
    expect(await store.nextDueAt()).toBeNull();
    await store.insert(row({ status: "running", nextLookAt: noon + 7 }));
    expect(await store.nextDueAt()).toBe(noon + 7);
    await store.insert(row({ status: "failed", nextLookAt: noon - 3 }));
    expect(await store.nextDueAt()).toBe(noon - 3);
  });

  test("queued gives every row that waits for the provider, oldest first", async () => {
    const { store } = stores();
    const waiting = [2, 0, 3, 1].map((age) => row({ createdAt: noon - age, nextLookAt: age ? noon + age : null }));
    for (const each of waiting) await store.insert(each);
    await store.insert(row({ provider: "tripo" }));
    await store.insert(row({ status: "submitting" }));
    expect(await store.queued("marble")).toEqual(waiting.toSorted((a, b) => a.createdAt - b.createdAt));
    expect(await store.queued("replicate")).toEqual([]);
  });
}
