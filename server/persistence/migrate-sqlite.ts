import { randomUUID } from "node:crypto";
import type { Client } from "@libsql/client";
import { z } from "zod";
import { withFileLock } from "./file-lock.ts";
import { undone } from "./migration-failure.ts";
import type { Migration } from "./migration-folder.ts";
import { type HistoryRow, planMigrations } from "./migration-plan.ts";
import { checkIntact, connectSqlite } from "./sqlite-connection.ts";

// Prisma's own definition, so that its command line finds the table it would have made.
const historyTable = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

// Milliseconds, which is how Prisma's own engine keeps these columns: it sorts the history by them.
const now = "CAST(unixepoch('subsec') * 1000 AS INTEGER)";

const historyRow = z.object({
  id: z.string(),
  name: z.string(),
  checksum: z.string(),
  finished: z.number().transform(Boolean),
  rolledBack: z.number().transform(Boolean),
});

/** Applies what is pending to the database file at `path`. Returns the names of what was applied. */
export async function migrateSqlite(path: string, migrations: readonly Migration[]): Promise<string[]> {
  const database = await connectSqlite(path);
  try {
    await checkIntact(database, path);
    return await withFileLock(`${path}.migrate-lock`, () => applyPending(database, migrations));
  } finally {
    database.close();
  }
}

async function applyPending(database: Client, migrations: readonly Migration[]): Promise<string[]> {
  await database.execute(historyTable);
  const plan = planMigrations(migrations, await readHistory(database));
  for (const id of plan.abandoned) {
    await database.execute({ sql: `UPDATE _prisma_migrations SET rolled_back_at = ${now} WHERE id = ?`, args: [id] });
  }
  // Table rebuilds drop tables that others point to. Inside the transaction this would do nothing.
  await database.execute("PRAGMA foreign_keys = OFF");
  for (const migration of plan.pending) await apply(database, migration);
  return plan.pending.map((migration) => migration.name);
}

async function readHistory(database: Client): Promise<HistoryRow[]> {
  const { rows } = await database.execute(
    `SELECT id, migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
      rolled_back_at IS NOT NULL AS rolledBack FROM _prisma_migrations`,
  );
  return z.array(historyRow).parse(rows);
}

/** One script, because libsql rolls back whatever `executeMultiple` leaves open. */
async function apply(database: Client, migration: Migration): Promise<void> {
  const record = [randomUUID(), migration.checksum, migration.name].map(quoted).join(", ");
  try {
    await database.executeMultiple(`BEGIN IMMEDIATE;
${migration.script}
;
INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
VALUES (${record}, ${now}, ${now}, 1);
COMMIT;`);
  } catch (error) {
    throw undone(migration, error);
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
