import { randomUUID } from "node:crypto";
import type pg from "pg";
import { z } from "zod";
import { undone } from "./migration-failure.ts";
import type { Migration } from "./migration-folder.ts";
import { type HistoryRow, planMigrations } from "./migration-plan.ts";
import { connectPostgres } from "./postgres-connection.ts";

// Prisma's own definition, so that its command line finds the table it would have made.
const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`;

/** The lock that Prisma's engine takes for the same purpose: its `migrate deploy` and our start exclude each other. */
const migrationLock = 72707369;
const lockNotAvailable = "55P03";

const historyRow = z.object({
  id: z.string(),
  name: z.string(),
  checksum: z.string(),
  finished: z.boolean(),
  rolledBack: z.boolean(),
});

/** Applies what is pending to the database at `address`. Returns the names of what was applied. */
export async function migratePostgres(
  address: { readonly url: string; readonly shown: string },
  migrations: readonly Migration[],
): Promise<string[]> {
  // The lock and the scripts share one connection: while the server still works for a process that died, nobody else begins.
  const connection = await connectPostgres(address);
  try {
    await prepareSession(connection);
    await lock(connection);
    await connection.query(historyTable);
    const plan = planMigrations(migrations, await readHistory(connection));
    for (const id of plan.abandoned) {
      await connection.query("UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = $1", [id]);
    }
    for (const migration of plan.pending) await apply(connection, migration);
    return plan.pending.map((migration) => migration.name);
  } finally {
    await connection.end();
  }
}

/** A role's own time limits are meant for its queries, not for a migration. */
async function prepareSession(connection: pg.Client): Promise<void> {
  await connection.query(
    "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET lock_timeout = '5min'",
  );
  await connection.query("SET client_min_messages = warning");
  await connection.query("SET client_connection_check_interval = '1s'").catch(withoutConnectionCheck);
}

/** Servers before version 14, and those on some systems, cannot look after a client while they work: they end its script first. */
function withoutConnectionCheck(): void {}

async function lock(connection: pg.Client): Promise<void> {
  try {
    await connection.query("SELECT pg_advisory_lock($1)", [migrationLock]);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === lockNotAvailable)) throw error;
    throw new Error("Another process has been migrating this database for five minutes: end it, then start again.", {
      cause: error,
    });
  }
}

async function readHistory(connection: pg.Client): Promise<HistoryRow[]> {
  const { rows } = await connection.query(
    `SELECT id, migration_name AS name, checksum, finished_at IS NOT NULL AS finished,
      rolled_back_at IS NOT NULL AS "rolledBack" FROM _prisma_migrations`,
  );
  return z.array(historyRow).parse(rows);
}

/** Three queries and more: sent as one, the server would carry it to its COMMIT even after our death. */
async function apply(connection: pg.Client, migration: Migration): Promise<void> {
  await connection.query("BEGIN");
  try {
    await connection.query(migration.script);
    await connection.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, clock_timestamp(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await connection.query("COMMIT");
  } catch (error) {
    // Ending the connection rolls back; a ROLLBACK of ours would hide the reason when the connection is what broke.
    throw undone(migration, error);
  }
}
