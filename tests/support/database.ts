import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "../../server/persistence/database.ts";
import type { DatabaseProvider } from "../../server/persistence/database-url.ts";
import { applyMigrations } from "../../server/persistence/migrate.ts";
import { createPostgresDatabase } from "./postgres.ts";

export interface EmptyDatabase {
  readonly url: string;
  remove(): Promise<void>;
}

export interface FreshDatabase extends EmptyDatabase {
  readonly database: Database;
}

/** A place for a database with nothing in it: a file in a folder of its own, or a database in the run's Postgres. */
export async function emptyDatabase(provider: DatabaseProvider): Promise<EmptyDatabase> {
  if (provider === "postgres") {
    const { url, drop } = await createPostgresDatabase();
    return { url, remove: drop };
  }
  const folder = await mkdtemp(join(tmpdir(), "waygate-test-"));
  return { url: `file:${join(folder, "waygate.db")}`, remove: () => rm(folder, { recursive: true }) };
}

/** Migrated and open. `remove` closes it first. */
export async function freshDatabase(provider: DatabaseProvider): Promise<FreshDatabase> {
  const { url, remove } = await emptyDatabase(provider);
  await applyMigrations(url);
  const database = await openDatabase(url);
  return {
    url,
    database,
    remove: async () => {
      await database.close();
      await remove();
    },
  };
}
