import { setImmediate } from "node:timers/promises";
import { createClient } from "@libsql/client";
import { beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { type Database, openDatabase } from "../../server/persistence/database.ts";
import { applyMigrations } from "../../server/persistence/migrate.ts";
import { DatabaseTrouble } from "../../server/persistence/trouble.ts";
import { emptyDatabase } from "../support/database.ts";
import { runSql } from "../support/sql.ts";

/** The engine's own errors, each brought about for real, and what becomes of them. */
let database: Database;
let url: string;
let told: string[];
beforeEach(async () => {
  const place = await emptyDatabase("sqlite");
  const { remove } = place;
  url = place.url;
  await applyMigrations(url);
  told = [];
  database = await openDatabase(url, {
    began: (kind, sentence) => told.push(`${kind}: ${sentence}`),
    over: (kind, sentence) => told.push(`${kind} is over: ${sentence}`),
  });
  return async () => {
    await database.close();
    await remove();
  };
});

const read = () => database.client.player.count();
const write = () => {
  const now = new Date();
  const name = "Ada ".repeat(2_000);
  return database.client.player.create({ data: { id: crypto.randomUUID(), name, createdAt: now, seenAt: now } });
};
/** Changes nothing on the disk, so it works whatever is wrong with that. */
const writeNothing = () => database.client.player.updateMany({ where: { id: "nobody" }, data: { name: "Bob" } });
const set = (pragma: string) => database.client.$queryRawUnsafe(`PRAGMA ${pragma}`);

const troubleOf = async (call: () => Promise<unknown>): Promise<unknown> => {
  const error: unknown = await call().catch((reason: unknown) => reason);
  return error instanceof DatabaseTrouble ? [error.kind, error.message] : error;
};

describe.each([
  ["is full", "max_page_count = 1", "max_page_count = 1000000", "disk", /^The server's disk is full/, /disk is full/],
  ["is read-only", "query_only = 1", "query_only = 0", "read_only", /takes no changes just now\./, /readonly database/],
])("a SQLite that %s", (_what, spoil, mend, kind, sentence, reason) => {
  test("refuses what writes with a sentence, reads on, tells its operator once, and once when it is over", async () => {
    await set(spoil);
    for (let nth = 0; nth < 3; nth++) {
      expect(await troubleOf(write)).toEqual([kind, expect.stringMatching(sentence)]);
      expect(await read()).toBe(0);
    }
    await set("user_version");
    expect(told).toEqual([expect.stringMatching(reason)]);
    await set(mend);
    await writeNothing();
    expect(told).toHaveLength(1);
    await write();
    expect(told).toEqual([
      expect.stringMatching(`^${kind}: `),
      expect.stringMatching(`^${kind} is over: .*after 3 calls`),
    ]);
  });
});

test("a fault in what was asked is no trouble of the database", async () => {
  expect(await troubleOf(() => database.client.$queryRaw`SELECT * FROM nowhere`)).toMatchObject({ code: "P2010" });
  const row = await write();
  expect(await troubleOf(() => database.client.player.create({ data: row }))).toMatchObject({ code: "P2002" });
  expect(told).toEqual([]);
});

describe("a SQLite that another process writes to", () => {
  /** Another connection's, as another process has it. */
  async function heldBySomebody() {
    const somebody = createClient({ url });
    onTestFinished(() => somebody.close());
    await somebody.execute("BEGIN IMMEDIATE");
    return { letGo: () => somebody.execute("ROLLBACK") };
  }
  const seenByOthers = async () => (await runSql(url, "SELECT id FROM players")).length;

  test("is waited for, with everything else going on", async () => {
    const { letGo } = await heldBySomebody();
    const written = write();
    await setImmediate();
    await letGo();
    await written;
    expect(await seenByOthers()).toBe(1);
    expect(told).toEqual([]);
  });

  test("is given up when it takes too long, and what is written after that is there for everybody", async () => {
    const { letGo } = await heldBySomebody();
    expect(await troubleOf(write)).toEqual(["busy", expect.stringMatching(/busy just now\. Try again in a minute\.$/)]);
    await letGo();
    await write();
    await write();
    expect(await seenByOthers()).toBe(2);
    expect(told).toEqual([expect.stringContaining("busy: "), expect.stringContaining("works again")]);
  });
});
