import { createClient } from "@libsql/client";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import { applyMigrations } from "../../server/persistence/migrate.ts";
import { emptyDatabase } from "../support/database.ts";
import { startMigrating } from "../support/migrate-process.ts";
import { migrationFolder } from "../support/migration-folder.ts";
import { migrationHistory, runSql, tableNames } from "../support/sql.ts";

const longTimeMs = 30_000;
const gate = "CREATE TABLE closed (yes INTEGER); INSERT INTO closed VALUES (1);";

/** Takes so long that processes which start together meet in it. */
const longWork = `CREATE TABLE counted AS
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT count(*) AS numbers FROM n;`;

/** Makes a table and then works until the row in `closed` is gone. */
const halting = {
  sqlite: `CREATE TABLE half (id INTEGER);
    INSERT INTO half WITH RECURSIVE forever (n) AS (
      SELECT 1 WHERE EXISTS (SELECT * FROM closed) UNION ALL SELECT n + 1 FROM forever
    ) SELECT count(*) FROM forever;
    CREATE TABLE whole (id INTEGER);`,
  postgres: `CREATE TABLE half (id INTEGER);
    DO $$ BEGIN WHILE EXISTS (SELECT * FROM closed) LOOP PERFORM pg_sleep(0.01); END LOOP; END $$;
    CREATE TABLE whole (id INTEGER);`,
};

describe.each(databaseProviders)("on %s", (provider) => {
  let url: string;
  beforeEach(async () => {
    const database = await emptyDatabase(provider);
    url = database.url;
    return database.remove;
  });

  /** Resolves when another process is inside a transaction of its second migration. */
  const halfway = () =>
    vi.waitFor(
      async () => {
        expect(await migrationHistory(url)).toHaveLength(1);
        expect(await isInTransaction(url)).toBe(true);
      },
      { timeout: longTimeMs },
    );

  test("of four processes that start at once, one applies everything, the others nothing, and none fails", async () => {
    const folder = await migrationFolder(provider, { "1_long": longWork, "2_gate": gate });
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => startMigrating(url, folder).ended));
    expect(outcomes.map(({ code, errors }) => ({ code, errors }))).toEqual(Array(4).fill({ code: 0, errors: "" }));
    expect(outcomes.map(({ applied }) => applied).sort()).toEqual(["", "", "", "1_long 2_gate"]);
    expect(await migrationHistory(url)).toHaveLength(2);
  });

  test("a start that is killed in the middle of a migration leaves nothing of it, and the next start applies it", async () => {
    const folder = await migrationFolder(provider, { "1_gate": gate, "2_halting": halting[provider] });
    const killed = startMigrating(url, folder);
    await halfway();
    killed.kill();
    expect((await killed.ended).code).toBeNull();

    expect(await tableNames(url)).toEqual(["closed"]);
    expect(await migrationHistory(url)).toMatchObject([{ name: "1_gate", finished: true }]);
    await runSql(url, "DELETE FROM closed");
    expect(await applyMigrations(url, folder)).toEqual({ applied: ["2_halting"] });
    expect(await tableNames(url)).toEqual(["closed", "half", "whole"]);
    expect(await migrationHistory(url)).toHaveLength(2);
  });

  test("a start that waits for another goes on when that one is killed", async () => {
    const killed = startMigrating(
      url,
      await migrationFolder(provider, { "1_gate": gate, "2_halting": halting[provider] }),
    );
    await halfway();
    const next = await migrationFolder(provider, { "1_gate": gate, "2_quick": "CREATE TABLE half (id INTEGER);" });
    const waiting = startMigrating(url, next);
    killed.kill();
    expect(await waiting.ended).toEqual({ code: 0, applied: "2_quick", errors: "" });
    expect(await tableNames(url)).toEqual(["closed", "half"]);
  });
});

async function isInTransaction(url: string): Promise<boolean> {
  if (url.startsWith("file:")) {
    const impatient = createClient({ url });
    try {
      await impatient.execute("BEGIN IMMEDIATE");
      return false;
    } catch {
      return true;
    } finally {
      impatient.close();
    }
  }
  const sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(%'";
  return (await runSql(url, `${sql} AND pid <> pg_backend_pid() AND state = 'active'`)).length > 0;
}
