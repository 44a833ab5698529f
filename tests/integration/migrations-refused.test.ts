import { beforeEach, describe, expect, test } from "vitest";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import { applyMigrations } from "../../server/persistence/migrate.ts";
import { emptyDatabase } from "../support/database.ts";
import { migrationFolder } from "../support/migration-folder.ts";
import { migrationHistory, runSql, tableNames } from "../support/sql.ts";

const [first, second] = ["CREATE TABLE a (id INTEGER);", "CREATE TABLE b (id INTEGER);"] as const;

describe.each(databaseProviders)("on %s", (provider) => {
  let url: string;
  beforeEach(async () => {
    const database = await emptyDatabase(provider);
    url = database.url;
    return database.remove;
  });
  const folderOf = (scripts: Record<string, string>) => migrationFolder(provider, scripts);
  const apply = async (scripts: Record<string, string>) =>
    (await applyMigrations(url, await folderOf(scripts))).applied;

  test("a database newer than the code is refused with a sentence, and left alone", async () => {
    await apply({ "1_first": first, "2_second": second });
    const before = await migrationHistory(url);
    await expect(apply({ "1_first": first })).rejects.toThrow(
      "The database is newer than this version of Waygate: it has the migration 2_second",
    );
    await expect(apply({ "1_first": first, "3_third": "CREATE TABLE c (id INTEGER);" })).rejects.toThrow("newer");
    expect(await migrationHistory(url)).toEqual(before);
    expect(await tableNames(url)).toEqual(["a", "b"]);
  });

  test("a migration that was edited after it was applied is refused with a sentence", async () => {
    await apply({ "1_first": first });
    await expect(apply({ "1_first": `${first} -- changed`, "2_second": second })).rejects.toThrow(
      "The migration 1_first was edited after it was applied",
    );
    expect(await tableNames(url)).toEqual(["a"]);
  });

  test("line ends that git has changed are no edit", async () => {
    const lines = `${first}\n${second}\n`;
    expect(await apply({ "1_unix": lines })).toEqual(["1_unix"]);
    expect(await apply({ "1_unix": lines.replaceAll("\n", "\r\n") })).toEqual([]);
  });

  test("a migration that fails leaves nothing behind, keeps those before it, and can be corrected", async () => {
    const half = `${second} CREATE TABLE a (id INTEGER);`;
    await expect(apply({ "1_first": first, "2_half": half, "3_third": second })).rejects.toThrow(
      /^The migration 2_half could not be applied, and nothing of it was kept: .*a.* already exists/,
    );
    expect(await tableNames(url)).toEqual(["a"]);
    expect(await migrationHistory(url)).toMatchObject([{ name: "1_first", finished: true }]);
    expect(await apply({ "1_first": first, "2_half": second })).toEqual(["2_half"]);
    expect(await tableNames(url)).toEqual(["a", "b"]);
  });

  test("a migration that another tool began and never finished is marked rolled back, then applied", async () => {
    await apply({ "1_first": first });
    await runSql(
      url,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ('x', 'y', '2_second', 'it broke')`,
    );
    expect(await apply({ "1_first": first, "2_second": second })).toEqual(["2_second"]);
    expect(await migrationHistory(url)).toMatchObject([
      { name: "1_first", finished: true, rolledBack: false },
      { name: "2_second", finished: false, rolledBack: true },
      { name: "2_second", finished: true, rolledBack: false },
    ]);
  });

  test("a migration that was rolled back is applied again", async () => {
    await apply({ "1_first": first });
    await runSql(url, "DROP TABLE a");
    await runSql(url, "UPDATE _prisma_migrations SET rolled_back_at = finished_at");
    expect(await apply({ "1_first": first })).toEqual(["1_first"]);
  });

  test("migrations are applied in the order of their names, and a late one still", async () => {
    expect(await apply({ "2_b": "ALTER TABLE a ADD COLUMN b INTEGER;", "1_a": first })).toEqual(["1_a", "2_b"]);
    expect(await apply({ "1_a": first, "1_late": second, "2_b": "ALTER TABLE a ADD COLUMN b INTEGER;" })).toEqual([
      "1_late",
    ]);
  });

  test("a script may end in a comment, hold semicolons and quotes in its texts, and be empty", async () => {
    const script = `CREATE TABLE "it's" (t TEXT DEFAULT 'a;b''c');\nINSERT INTO "it's" DEFAULT VALUES; -- the end`;
    expect(await apply({ "1_it's": script, "2_empty": "-- This is an empty migration." })).toHaveLength(2);
    expect(await runSql(url, `SELECT t FROM "it's"`)).toEqual([{ t: "a;b'c" }]);
  });

  test("a folder without its script is an error that names it", async () => {
    await expect(applyMigrations(url, `${await folderOf({})}/missing`)).rejects.toThrow("missing");
  });
});

test("rebuilding a table on SQLite does not take the rows that point to it", async () => {
  const { url, remove } = await emptyDatabase("sqlite");
  const tables = `CREATE TABLE parent (id INTEGER PRIMARY KEY);
    CREATE TABLE child (parent INTEGER REFERENCES parent (id) ON DELETE CASCADE);
    INSERT INTO parent VALUES (1); INSERT INTO child VALUES (1);`;
  const rebuild = `CREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT);
    INSERT INTO new_parent (id) SELECT id FROM parent;
    DROP TABLE parent; ALTER TABLE new_parent RENAME TO parent;`;
  await applyMigrations(url, await migrationFolder("sqlite", { "1_tables": tables, "2_rebuild": rebuild }));
  expect(await runSql(url, "SELECT parent FROM child")).toEqual([{ parent: 1 }]);
  await remove();
});

test("a function body on Postgres is one statement", async () => {
  const { url, remove } = await emptyDatabase("postgres");
  const script = `CREATE FUNCTION two() RETURNS int AS $$ BEGIN PERFORM 1; RETURN 2; END $$ LANGUAGE plpgsql;`;
  await applyMigrations(url, await migrationFolder("postgres", { "1_function": script }));
  expect(await runSql(url, "SELECT two()")).toEqual([{ two: 2 }]);
  await remove();
});
