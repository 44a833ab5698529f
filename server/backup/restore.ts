import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { type Database, openDatabase } from "../persistence/database.ts";
import { type DatabaseAddress, fileUrl, parseDatabaseUrl } from "../persistence/database-url.ts";
import { applyMigrations } from "../persistence/migrate.ts";
import { checkFiles, SNAPSHOT } from "./backup.ts";
import { copyRows, countRows } from "./copy-rows.ts";
import { copyAssets, copyOthers, namesIn } from "./data-files.ts";
import { distrustUnsent } from "./restored-generations.ts";
import { copySqlite } from "./sqlite-file.ts";

/** A database may take its time: an hour, in ms. */
const patienceMs = 3_600_000;

/**
 * Puts a backup back: into a database that is empty, and beside files that are there already, which stay. The database
 * comes last, so that one that is there has its files.
 *
 * @param now ms since 1970
 * @throws Error with a sentence when there is no such backup, it is damaged, or something stands in its place; nothing was
 *   changed in the database then
 */
export async function restore(
  folder: string,
  to: { databaseUrl: string; dataDir: string },
  now: number,
): Promise<void> {
  const address = parseDatabaseUrl(to.databaseUrl);
  if (!(await namesIn(folder)).includes(SNAPSHOT)) {
    throw new Error(`${folder} holds no ${SNAPSHOT}: name the folder that npm run backup wrote.`);
  }
  await checkPlace(address);
  const scratch = await mkdtemp(join(tmpdir(), "waygate-restore-"));
  try {
    const path = join(scratch, SNAPSHOT);
    await copySqlite(join(folder, SNAPSHOT), path);
    await checkFiles(folder);
    await applyMigrations(fileUrl(path));
    await using(fileUrl(path), ({ client }) => distrustUnsent(client, now));
    await mkdir(to.dataDir, { recursive: true });
    await copyAssets(folder, to.dataDir);
    await copyOthers(folder, to.dataDir, { force: false });
    if (address.provider === "sqlite") await copySqlite(path, address.path);
    else await using(fileUrl(path), (source) => fillPostgres(source, address.url));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A database of its own files must not come beside those of another: SQLite would take the one's log for the other's. */
async function checkPlace(address: DatabaseAddress): Promise<void> {
  if (address.provider === "postgres") {
    await applyMigrations(address.url);
    const rows = await using(address.url, ({ client }) => countRows(client));
    if (rows > 0) throw new Error(`The database at ${address.shown} is not empty: restore into an empty one.`);
    return;
  }
  const { path } = address;
  await mkdir(dirname(path), { recursive: true });
  const inTheWay = ["", "-wal", "-shm", "-journal"].map((suffix) => basename(path) + suffix);
  const there = (await namesIn(dirname(path))).filter((name) => inTheWay.includes(name));
  if (there.length === 0) return;
  throw new Error(`In ${dirname(path)} there is ${there.join(", ")}: stop the server, and move that away first.`);
}

async function fillPostgres(source: Database, url: string): Promise<void> {
  await using(url, ({ client }) =>
    client.$transaction((transaction) => copyRows(source.client, transaction), { timeout: patienceMs }),
  );
}

async function using<T>(url: string, use: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url);
  return use(database).finally(database.close);
}
