import { expect, test } from "vitest";
import type { Generation } from "../../../server/generation/generation.ts";
import type { StoreUnderTest } from "../generation-store.ts";
import { ids, noon, row } from "./rows.ts";

export function searchRequirements(stores: () => StoreUnderTest): void {
  const insertAll = async (...rows: readonly Generation[]): Promise<void> => {
    for (const each of rows) await stores().store.insert(each);
  };

  test("findByJob finds the newest row with the job id, of that player and, where one is said, that kind only", async () => {
    const world = row({ jobId: "mine", kind: "world", createdAt: noon });
    const video = row({ jobId: "mine", kind: "video", createdAt: noon + 2 });
    const model = row({ jobId: "mine", kind: "model", createdAt: noon + 1 });
    const foreign = row({ jobId: "mine", requestedBy: "grace", createdAt: noon + 3 });
    await insertAll(world, video, model, foreign);
    expect(await stores().store.findByJob("ada", "mine")).toEqual(video);
    expect(await stores().store.findByJob("ada", "mine", "world")).toEqual(world);
    expect(await stores().store.findByJob("ada", "mine", "portrait")).toBeNull();
    expect(await stores().store.findByJob("ada", "theirs")).toBeNull();
    expect(await stores().store.findByJob("linus", "mine")).toBeNull();
  });

  test("findByOperation finds the newest row with the operation id, of that provider only", async () => {
    const older = row({ operationId: "op", createdAt: noon });
    const newer = row({ operationId: "op", createdAt: noon + 1 });
    const foreign = row({ operationId: "op", provider: "tripo", createdAt: noon + 2 });
    await insertAll(newer, older, foreign, row());
    expect(await stores().store.findByOperation("marble", "op")).toEqual(newer);
    expect(await stores().store.findByOperation("marble", "OP")).toBeNull();
    expect(await stores().store.findByOperation("replicate", "op")).toBeNull();
  });

  test("findBySubject finds the newest row for the subject", async () => {
    const newer = row({ subject: "portal:1", createdAt: noon + 1 });
    await insertAll(newer, row({ subject: "portal:1" }), row({ subject: "portal:2", createdAt: noon + 2 }));
    expect(await stores().store.findBySubject("portal:1")).toEqual(newer);
    expect(await stores().store.findBySubject("portal:3")).toBeNull();
  });

  test("list gives the newest first, up to the limit", async () => {
    const rows = [3, 1, 2, 0].map((age) => row({ createdAt: noon - age }));
    await insertAll(...rows);
    const newest = rows.toSorted((a, b) => b.createdAt - a.createdAt);
    expect(await stores().store.list({ limit: 10 })).toEqual(newest);
    expect(await stores().store.list({ limit: 2 })).toEqual(newest.slice(0, 2));
  });

  test("list takes player, kinds and statuses together, and no kind or status for none", async () => {
    const wanted = row({ kind: "video", status: "running" });
    const ended = row({ kind: "video", status: "failed" });
    await insertAll(wanted, ended, row({ kind: "video", status: "queued" }), row({ status: "running" }));
    await insertAll(row({ kind: "video", status: "running", requestedBy: "grace" }));
    const mine = { requestedBy: "ada", kinds: ["video"], limit: 10 };
    expect(ids(await stores().store.list({ ...mine, statuses: ["running"] }))).toEqual([wanted.id]);
    const either = ids(await stores().store.list({ ...mine, statuses: ["failed", "running"] }));
    expect(new Set(either)).toEqual(new Set([wanted.id, ended.id]));
    expect(await stores().store.list({ ...mine, statuses: [] })).toEqual([]);
    expect(await stores().store.list(mine)).toHaveLength(3);
    expect(await stores().store.list({ ...mine, kinds: ["world", "video"] })).toHaveLength(4);
    expect(await stores().store.list({ ...mine, kinds: [] })).toEqual([]);
  });

  test("list takes only what is for one of the subjects", async () => {
    const [alice, bob] = [row({ subject: "character:a" }), row({ subject: "character:b" })];
    await insertAll(alice, bob, row({ subject: "character:ab" }), row());
    const { store } = stores();
    const subjects = ["character:a", "character:b", "character:none"];
    expect(new Set(ids(await store.list({ subjects, limit: 10 })))).toEqual(new Set([alice.id, bob.id]));
    expect(ids(await store.list({ subjects, statuses: ["running"], limit: 10 }))).toEqual([]);
    expect(await store.list({ subjects: [], limit: 10 })).toEqual([]);
  });

  test("list takes as many subjects as a show has", async () => {
    const wanted = row({ subject: "character:49" });
    await insertAll(wanted);
    const subjects = Array.from({ length: 400 }, (_, index) => `character:${index}`);
    expect(ids(await stores().store.list({ subjects, limit: 10 }))).toEqual([wanted.id]);
  });

  test("retried tells which generations another row of the same player retries", async () => {
    const [first, second, third] = [row(), row(), row({ requestedBy: "grace" })];
    await insertAll(first, second, third, row({ retryOf: first.id }), row({ retryOf: first.id, kind: "video" }));
    await insertAll(row({ retryOf: second.id, requestedBy: "grace" }), row({ retryOf: third.id }));
    const { store } = stores();
    expect(await store.retried("ada", [first.id, second.id])).toEqual(new Set([first.id]));
    expect(await store.retried("grace", [first.id, second.id])).toEqual(new Set([second.id]));
    expect(await store.retried("ada", [second.id])).toEqual(new Set());
    expect(await store.retried("ada", [])).toEqual(new Set());
  });

  test("retried takes more generations than a statement takes parameters", async () => {
    const first = row();
    await insertAll(first, row({ retryOf: first.id }));
    const many = Array.from({ length: 70_000 }, (_, index) => 1_000_000 + index);
    expect(await stores().store.retried("ada", [...many, first.id])).toEqual(new Set([first.id]));
  });

  test("count counts a player's rows by kind, status and age, the given time included", async () => {
    await insertAll(row({ status: "running", createdAt: noon - 1 }), row({ status: "queued", createdAt: noon }));
    await insertAll(row({ status: "failed", createdAt: noon + 1 }), row({ kind: "video", status: "running" }));
    await insertAll(row({ status: "running", requestedBy: "grace" }));
    const { store } = stores();
    expect(await store.count({ requestedBy: "ada" })).toBe(4);
    expect(await store.count({ requestedBy: "ada", kinds: ["world"] })).toBe(3);
    expect(await store.count({ requestedBy: "ada", statuses: ["running", "queued"] })).toBe(3);
    expect(await store.count({ requestedBy: "ada", statuses: [] })).toBe(0);
    expect(await store.count({ requestedBy: "ada", kinds: ["world"], createdSince: noon })).toBe(2);
    expect(await store.count({ requestedBy: "ada", kinds: ["world", "video"] })).toBe(4);
    expect(await store.count({ requestedBy: "ada", kinds: [] })).toBe(0);
    expect(await store.count({ requestedBy: "nobody" })).toBe(0);
  });

  test("recentDurations gives acceptance to end of the newest succeeded rows of the kind, newest first", async () => {
    const succeeded = (age: number, duration: number, given: Partial<Generation> = {}) => {
      const endedAt = noon - age;
      return row({
        status: "succeeded",
        createdAt: endedAt - 90_000,
        acceptedAt: endedAt - duration,
        endedAt,
        ...given,
      });
    };
    await insertAll(
      succeeded(3000, 30),
      succeeded(1000, 10),
      succeeded(2000, 20),
      succeeded(500, 5, { kind: "video" }),
    );
    await insertAll(succeeded(400, 4, { status: "failed" }), succeeded(300, 3, { acceptedAt: null }));
    expect(await stores().store.recentDurations("world", 10)).toEqual([10, 20, 30]);
    expect(await stores().store.recentDurations("world", 2)).toEqual([10, 20]);
    expect(await stores().store.recentDurations("portrait", 10)).toEqual([]);
  });

  test("lastSubmits gives each player's last submit to the provider, and leaves out who has none", async () => {
    await insertAll(
      row({ submittedAt: noon + 1 }),
      row({ submittedAt: noon + 3 }),
      row({ submittedAt: noon + 2 }),
      row(),
    );
    await insertAll(row({ submittedAt: noon + 9, provider: "tripo" }), row({ requestedBy: "linus" }));
    await insertAll(
      row({ submittedAt: noon + 5, requestedBy: "grace" }),
      row({ submittedAt: noon, requestedBy: "alan" }),
    );
    const { store } = stores();
    expect(await store.lastSubmits("marble", ["ada", "grace", "linus", "nobody"])).toEqual(
      new Map([
        ["ada", noon + 3],
        ["grace", noon + 5],
      ]),
    );
    expect(await store.lastSubmits("replicate", ["ada"])).toEqual(new Map());
    expect(await store.lastSubmits("marble", [])).toEqual(new Map());
  });

  test("lastSubmits takes more players than a statement takes parameters", async () => {
    await insertAll(row({ submittedAt: noon }));
    const crowd = Array.from({ length: 70_000 }, (_, index) => `player-${index}`);
    expect(await stores().store.lastSubmits("marble", [...crowd, "ada"])).toEqual(new Map([["ada", noon]]));
  });
}
