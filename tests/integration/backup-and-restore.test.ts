import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { backUp } from "../../server/backup/backup.ts";
import { restore } from "../../server/backup/restore.ts";
import { distrustUnsent } from "../../server/backup/restored-generations.ts";
import { activeStatuses, endedStatuses } from "../../server/generation/generation.ts";
import { openDatabase } from "../../server/persistence/database.ts";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import { createGenerationStore } from "../../server/persistence/generation-store.ts";
import { applyMigrations } from "../../server/persistence/migrate.ts";
import { backup, restore as restoreCommand } from "../support/backup-commands.ts";
import { damageTable, settleFile } from "../support/damage.ts";
import { emptyDatabase, freshDatabase } from "../support/database.ts";
import { aGeneration } from "../support/generations.ts";
import { runSql } from "../support/sql.ts";

const now = Date.UTC(2026, 5, 1);

let folder: string;
let file: string;
let from: { databaseUrl: string; dataDir: string };
let to: { databaseUrl: string; dataDir: string };
let dir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "waygate-backup-"));
  file = join(folder, "house", "waygate.db");
  from = { databaseUrl: `file:${file}`, dataDir: join(folder, "house") };
  to = { databaseUrl: `file:${folder}/new/w.db`, dataDir: join(folder, "new") };
  dir = join(folder, "backup");
  await applyMigrations(from.databaseUrl);
  await settleFile(file);
  return () => rm(folder, { recursive: true });
});

describe("a backup", () => {
  test("of no database is refused, and makes none", async () => {
    const nowhere = { ...from, databaseUrl: `file:${folder}/nowhere.db` };
    await expect(backUp(nowhere, dir)).rejects.toThrow(/^There is no database .*nowhere\.db: correct DATABASE_URL\.$/);
    expect(await readdir(folder)).not.toContain("nowhere.db");
  });

  test("of a damaged database is refused, and leaves the one from before", async () => {
    await backUp(from, dir);
    const before = await readFile(join(dir, "waygate.db"));
    await damageTable(file, "portals");
    await expect(backUp(from, dir)).rejects.toThrow(/waygate\.db is damaged/);
    expect(await readdir(dir)).toEqual(["assets", "waygate.db"]);
    expect(await readFile(join(dir, "waygate.db"))).toEqual(before);
  });

  test("into where the server keeps its own is refused, and leaves that as it is", async () => {
    const before = await readFile(file);
    await expect(backUp(from, from.dataDir)).rejects.toThrow(
      /house is where the server keeps .*: name another folder\.$/,
    );
    const apart = { ...from, dataDir: join(folder, "apart") };
    await expect(backUp(apart, join(folder, "house", "."))).rejects.toThrow(/name another folder/);
    await symlink(from.dataDir, join(folder, "a link"));
    await expect(backUp(apart, join(folder, "a link"))).rejects.toThrow(/name another folder/);
    expect(await readFile(file)).toEqual(before);
  });

  test("that lacks a file which the database names says so", async () => {
    await runSql(
      from.databaseUrl,
      `INSERT INTO files (hash, ext, content_type, bytes, created_at) VALUES ('abc', 'spz', 'x/y', 1, '${new Date(now).toISOString()}')`,
    );
    await expect(backUp(from, dir)).rejects.toThrow(/lacks 1 files .* first abc\.spz: correct DATA_DIR/);
    await mkdir(join(from.dataDir, "assets"));
    await writeFile(join(from.dataDir, "assets", "abc.spz"), "x");
    await backUp(from, dir);
    expect(await readdir(dir)).toEqual(["assets", "waygate.db"]);
  });
});

describe("a restore", () => {
  beforeEach(() => backUp(from, dir));

  test("of what is no backup is refused", async () => {
    await expect(restore(join(folder, "house", "assets"), to, now)).rejects.toThrow(
      /holds no waygate\.db: name the folder that npm run backup wrote\.$/,
    );
    expect(await readdir(folder)).not.toContain("new");
  });

  test.each([
    ["an empty file", (path: string) => writeFile(path, "")],
    ["somebody else's database", async (path: string) => void (await runSql(`file:${path}`, "CREATE TABLE a (b)"))],
  ])("of %s is refused, and makes no database", async (_what, make) => {
    await rm(join(dir, "waygate.db"));
    await make(join(dir, "waygate.db"));
    await expect(restore(dir, to, now)).rejects.toThrow(/is no database of Waygate: name a folder/);
    expect(await readdir(join(folder, "new")).catch(() => [])).not.toContain("w.db");
  });

  test("of a backup whose files are gone is refused, and makes no database", async () => {
    await writeFile(join(await filled(), "assets", "abc.spz"), "x");
    await backUp(from, dir);
    await rm(join(dir, "assets"), { recursive: true });
    await expect(restore(dir, to, now)).rejects.toThrow(/lacks 1 files .* first abc\.spz/);
    expect(await readdir(join(folder, "new")).catch(() => [])).not.toContain("w.db");
  });

  async function filled(): Promise<string> {
    const at = new Date(now).toISOString();
    const row = `INSERT INTO files (hash, ext, content_type, bytes, created_at) VALUES ('abc', 'spz', 'x/y', 1, '${at}')`;
    await runSql(from.databaseUrl, row);
    await mkdir(join(from.dataDir, "assets"));
    return from.dataDir;
  }

  test("of a damaged backup is refused, and makes no database", async () => {
    await damageTable(join(dir, "waygate.db"), "generations");
    await expect(restore(dir, to, now)).rejects.toThrow(/backup\/waygate\.db is damaged/);
    expect(await readdir(join(folder, "new"))).toEqual([]);
  });

  test.each(["w.db", "w.db-wal"])("onto a SQLite database that is there, if only its %s, is refused", async (name) => {
    await mkdir(join(folder, "new"));
    await writeFile(join(folder, "new", name), "kept");
    await expect(restore(dir, to, now)).rejects.toThrow(`there is ${name}: stop the server, and move that`);
    expect(await readFile(join(folder, "new", name), "utf8")).toBe("kept");
    expect(await readdir(join(folder, "new"))).toEqual([name]);
  });

  test("onto a Postgres with something in it is refused", async () => {
    const { url, database, remove } = await freshDatabase("postgres");
    onTestFinished(remove);
    const time = new Date(now);
    await database.client.player.create({ data: { id: "ada", name: "Ada", createdAt: time, seenAt: time } });
    await expect(restore(dir, { ...to, databaseUrl: url }, now)).rejects.toThrow(
      /is not empty: restore into an empty one\.$/,
    );
  });

  test("leaves the files that are there as they are: they may be newer", async () => {
    await writeFile(join(from.dataDir, "session-secret"), "older");
    await backUp(from, dir);
    await mkdir(join(folder, "new"));
    await writeFile(join(folder, "new", "session-secret"), "newer");
    await restore(dir, to, now);
    expect(await readFile(join(folder, "new", "session-secret"), "utf8")).toBe("newer");
  });

  test("goes from either database into the other, with every row", async () => {
    const store = async (url: string) => {
      const database = await openDatabase(url);
      onTestFinished(database.close);
      return createGenerationStore(database);
    };
    const rows = [...activeStatuses, ...endedStatuses].map((status) =>
      aGeneration({ status, jobId: status, input: { prompt: "ein Wald 🌲", deep: [null, 1.5] } }),
    );
    const first = await store(from.databaseUrl);
    for (const row of rows) await first.insert(row);
    const elsewhere = await emptyDatabase("postgres");
    onTestFinished(elsewhere.remove);
    await backUp(from, dir);
    await restore(dir, { ...to, databaseUrl: elsewhere.url }, now);
    const second = await store(elsewhere.url);
    await backUp({ databaseUrl: elsewhere.url, dataDir: from.dataDir }, dir);
    await restore(dir, to, now);
    const third = await store(to.databaseUrl);
    const ended = { statuses: endedStatuses, limit: 100 };
    expect(await second.list(ended)).toEqual(await first.list(ended));
    expect(await third.list(ended)).toEqual(await first.list(ended));
    expect(await third.list({ limit: 100 })).toHaveLength(rows.length);
  });
});

test("the commands end with a sentence and a code when something is wrong", async () => {
  const nowhere = { ...from, databaseUrl: `file:${folder}/nowhere.db` };
  await expect(backup(dir, nowhere)).rejects.toThrow(/^There is no database .*nowhere\.db: correct DATABASE_URL\.$/);
  await expect(restoreCommand(dir, nowhere)).rejects.toThrow(/^.* holds no waygate\.db: name the folder/);
});

describe.each(databaseProviders)("generations that are older than the world, on %s", (provider) => {
  test("are searched for where they may have been sent since, and never sent again by themselves", async () => {
    const { database, remove } = await freshDatabase(provider);
    onTestFinished(remove);
    const store = createGenerationStore(database);
    for (const status of [...activeStatuses, ...endedStatuses]) {
      await store.insert(aGeneration({ status, jobId: status, tries: 3, leaseOwner: "lost", leaseUntil: now }));
    }
    const before = await store.list({ limit: 100 });
    await distrustUnsent(database.client, now);
    for (const row of before) {
      const after = await store.read(row.id);
      const mayBeSent = ["queued", "submitting", "unknown"].includes(row.status);
      const isEnded = endedStatuses.some((status) => status === row.status);
      expect(after).toMatchObject({ status: mayBeSent ? "unknown" : row.status, resubmitted: !isEnded });
      if (!mayBeSent) expect(after).toEqual({ ...row, resubmitted: !isEnded });
      else
        expect(after).toMatchObject({
          attempts: row.attempts + 1,
          tries: 0,
          submittedAt: now,
          nextLookAt: now,
          leaseOwner: null,
        });
    }
  });
});
