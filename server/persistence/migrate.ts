import { parseDatabaseUrl } from "./database-url.ts";
import { migratePostgres } from "./migrate-postgres.ts";
import { migrateSqlite } from "./migrate-sqlite.ts";
import { migrationsFolder, readMigrations } from "./migration-folder.ts";

/**
 * Brings the database up to the code: each pending migration in one transaction with its row in Prisma's history table,
 * under a lock that a kill releases. Several processes may call it at once; one applies, the others wait and find it done.
 * @param folder where the migrations are, by default those of the database's kind in `prisma/migrations`
 * @returns the names of what was applied, in order
 * @throws Error with a sentence: no such database, a damaged one, a database newer than the code, an edited or a failing migration
 */
export async function applyMigrations(databaseUrl: string, folder?: string): Promise<{ applied: string[] }> {
  const address = parseDatabaseUrl(databaseUrl);
  const migrations = await readMigrations(folder ?? migrationsFolder(address.provider));
  const applied =
    address.provider === "sqlite"
      ? await migrateSqlite(address.path, migrations)
      : await migratePostgres(address, migrations);
  return { applied };
}
