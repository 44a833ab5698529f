import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { nextScript } from "../../scripts/next-migration.ts";
import { type OpenSchemaEngine, openSchemaEngine } from "../../scripts/schema-engine.ts";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import { applyMigrations } from "../../server/persistence/migrate.ts";
import { migrationsFolder, readMigrations } from "../../server/persistence/migration-folder.ts";
import { emptyDatabase } from "../support/database.ts";
import { migrationFolder } from "../support/migration-folder.ts";
import { migrationHistory, runSql, tableNames } from "../support/sql.ts";

test("both databases have migrations of the same names", async () => {
  const [sqlite, postgres] = await Promise.all(databaseProviders.map((each) => readMigrations(migrationsFolder(each))));
  expect(sqlite?.map(({ name }) => name)).toEqual(postgres?.map(({ name }) => name));
});

describe.each(databaseProviders)("the migrations on %s", (provider) => {
  const folder = migrationsFolder(provider);
  let url: string;
  beforeEach(async () => {
    const database = await emptyDatabase(provider);
    url = database.url;
    return database.remove;
  });

  const withPrisma = async <T>(task: (engine: OpenSchemaEngine) => Promise<T>): Promise<T> => {
    const engine = await openSchemaEngine(url);
    return task(engine).finally(() => engine.close());
  };

  test("are all applied to an empty database, and not again", async () => {
    const names = (await readMigrations(folder)).map(({ name }) => name);
    expect(await applyMigrations(url)).toEqual({ applied: names });
    expect(await tableNames(url)).toEqual(
      expect.arrayContaining(["files", "generations", "portals", "provider_gates"]),
    );
    expect(await applyMigrations(url)).toEqual({ applied: [] });
  });

  test("make exactly what the models say", async () => {
    expect(await nextScript(url, folder)).toBeNull();
  });

  test("that are still to be written are found by comparing with the models", async () => {
    const nothing = await migrationFolder(provider, {});
    expect(await nextScript(url, nothing)).toContain('CREATE TABLE "generations"');
  });

  test("give portals a status that is always there and a pending operation id that may not be, both text", async () => {
    await applyMigrations(url);
    const columns = await runSql(url, provider === "sqlite" ? sqliteColumns : postgresColumns);
    expect(columns).toEqual([
      { name: "pending_operation_id", type: "text", required: 0 },
      { name: "status", type: "text", required: 1 },
    ]);
  });

  test("are recorded as Prisma records them, each with the SHA-256 of its file", async () => {
    await applyMigrations(url);
    const recorded = await migrationHistory(url);
    expect(recorded).toHaveLength((await readMigrations(folder)).length);
    for (const entry of recorded) {
      const file = await readFile(join(folder, entry.name, "migration.sql"));
      expect(entry.checksum).toBe(createHash("sha256").update(file).digest("hex"));
      expect(entry).toMatchObject({ finished: true, rolledBack: false });
    }
  });

  test("leave Prisma's own tool content: nothing missing, edited or failed, and nothing to deploy", async () => {
    await applyMigrations(url);
    expect(await withPrisma((engine) => engine.diagnose(folder))).toEqual({
      hasMigrationsTable: true,
      history: null,
      editedMigrationNames: [],
      failedMigrationNames: [],
    });
    expect(await withPrisma((engine) => engine.deploy(folder))).toEqual([]);
  });

  test("that Prisma's own tool has deployed are known as applied", async () => {
    expect(await withPrisma((engine) => engine.deploy(folder))).not.toEqual([]);
    expect(await applyMigrations(url)).toEqual({ applied: [] });
  });

  test("and those of Prisma's own tool continue each other in both directions", async () => {
    const [a, b, c] = ["a", "b", "c"].map((name) => ({ [`1_${name}`]: `CREATE TABLE ${name} (id INTEGER);` }));
    const [one, two, three] = [{ ...a }, { ...a, ...b }, { ...a, ...b, ...c }];
    await applyMigrations(url, await migrationFolder(provider, one));
    const withTwo = await migrationFolder(provider, two);
    expect((await withPrisma((engine) => engine.diagnose(withTwo))).history).toEqual({
      diagnostic: "databaseIsBehind",
      unappliedMigrationNames: ["1_b"],
    });
    expect(await withPrisma((engine) => engine.deploy(withTwo))).toEqual(["1_b"]);
    const withThree = await migrationFolder(provider, three);
    expect(await applyMigrations(url, withThree)).toEqual({ applied: ["1_c"] });
    expect(await withPrisma((engine) => engine.diagnose(withThree))).toMatchObject({ failedMigrationNames: [] });
    expect(await tableNames(url)).toEqual(["a", "b", "c"]);
  });
});

const wanted = "('status', 'pending_operation_id')";
const sqliteColumns = `SELECT name, lower(type) AS type, "notnull" AS required FROM pragma_table_info('portals')
  WHERE name IN ${wanted} ORDER BY name`;
const postgresColumns = `SELECT column_name AS name, data_type AS type, (is_nullable = 'NO')::int AS required
  FROM information_schema.columns WHERE table_name = 'portals' AND column_name IN ${wanted} ORDER BY column_name`;
