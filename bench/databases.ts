import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startScratchPostgres } from "../scripts/scratch-postgres.ts";
import { applyMigrations } from "../server/persistence/migrate.ts";
import { runSql } from "../tests/support/sql.ts";
import type { AtEnd } from "./measure.ts";
import { postgresProcessorTime } from "./postgres-processor-time.ts";

/** Where databases to measure on come from. */
export interface Databases {
  readonly name: string;
  /** Makes one, migrated and empty. */
  make(): Promise<string>;
  /** What the server has used of a core so far, in ms: nothing where the database is in the process that uses it. */
  processorTime(): Promise<number>;
}

export async function openSqlite(atEnd: AtEnd): Promise<Databases> {
  const folder = await mkdtemp(join(tmpdir(), "waygate-bench-"));
  atEnd(() => rm(folder, { recursive: true }));
  return {
    name: "SQLite",
    make: () => migrated(`file:${join(folder, `${randomUUID()}.db`)}`),
    processorTime: async () => 0,
  };
}

export async function openPostgres(atEnd: AtEnd): Promise<Databases> {
  const server = await startScratchPostgres();
  atEnd(server.stop);
  return {
    name: "Postgres (fsync off)",
    async make() {
      const url = new URL(server.url);
      url.pathname = `bench_${randomUUID().replaceAll("-", "")}`;
      await runSql(server.url, `CREATE DATABASE ${url.pathname.slice(1)}`);
      return migrated(url.href);
    },
    processorTime: await postgresProcessorTime(server.url),
  };
}

async function migrated(url: string): Promise<string> {
  await applyMigrations(url);
  return url;
}
