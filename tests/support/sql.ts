import pg from "pg";
import { z } from "zod";
import { parseDatabaseUrl } from "../../server/persistence/database-url.ts";
import { connectSqlite } from "../../server/persistence/sqlite-connection.ts";

const rowsOf = z.array(z.record(z.string(), z.unknown()));

/** Runs one statement beside the server's own code, on a connection of its own, and returns its rows. */
export async function runSql(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const address = parseDatabaseUrl(url);
  if (address.provider === "sqlite") {
    const connection = await connectSqlite(address.path);
    try {
      return rowsOf.parse((await connection.execute(sql)).rows.map((row) => ({ ...row })));
    } finally {
      connection.close();
    }
  }
  const connection = new pg.Client({ connectionString: url });
  await connection.connect();
  try {
    return rowsOf.parse((await connection.query(sql)).rows);
  } finally {
    await connection.end();
  }
}

/** The names of the tables in the database, without the history of migrations and what belongs to the system. */
export async function tableNames(url: string): Promise<string[]> {
  const sql = url.startsWith("file:")
    ? "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    : "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'";
  const names = (await runSql(url, sql)).map(({ name }) => String(name));
  return names.filter((name) => name !== "_prisma_migrations").sort();
}

export interface HistoryEntry {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
  readonly rolledBack: boolean;
}

/** Prisma's history table, in the order of its names. */
export async function migrationHistory(url: string): Promise<HistoryEntry[]> {
  const sql = `SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations
    ORDER BY migration_name, rolled_back_at IS NULL`;
  return (await runSql(url, sql)).map((row) => ({
    name: String(row.migration_name),
    checksum: String(row.checksum),
    finished: row.finished_at !== null,
    rolledBack: row.rolled_back_at !== null,
  }));
}
