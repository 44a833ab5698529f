import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../persistence/database.ts";
import { fileUrl, parseDatabaseUrl } from "../persistence/database-url.ts";
import { applyMigrations } from "../persistence/migrate.ts";
import { copyRows } from "./copy-rows.ts";
import { copySqlite } from "./sqlite-file.ts";

/** A database may take its time: an hour, in ms. */
const patienceMs = 3_600_000;

/**
 * Writes the database as it stands at one moment into a SQLite file, whatever it is itself: what is in it can then be put
 * back into either. The server may be at work meanwhile.
 * @throws Error with a sentence when there is no such database, or it is damaged
 */
export async function writeSnapshot(databaseUrl: string, file: string): Promise<void> {
  const address = parseDatabaseUrl(databaseUrl);
  if (address.provider === "postgres") return snapshotPostgres(databaseUrl, file);
  const isThere = await stat(address.path).then(
    (found) => found.isFile(),
    () => false,
  );
  if (!isThere) throw new Error(`There is no database ${address.path}: correct DATABASE_URL.`);
  await copySqlite(address.path, file);
}

async function snapshotPostgres(databaseUrl: string, file: string): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), "waygate-backup-"));
  const path = join(scratch, "waygate.db");
  const source = await openDatabase(databaseUrl);
  try {
    await applyMigrations(fileUrl(path));
    const target = await openDatabase(fileUrl(path));
    try {
      await source.client.$transaction(
        async (transaction) => {
          // One moment for all tables, and no writer is held up.
          await transaction.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`;
          await copyRows(transaction, target.client);
        },
        { timeout: patienceMs },
      );
    } finally {
      await target.close();
    }
    await copySqlite(path, file);
  } finally {
    await source.close();
    await rm(scratch, { recursive: true, force: true });
  }
}
