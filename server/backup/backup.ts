import { statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { parseDatabaseUrl } from "../persistence/database-url.ts";
import { connectSqlite } from "../persistence/sqlite-connection.ts";
import { copyAssets, copyOthers, namesIn } from "./data-files.ts";
import { writeSnapshot } from "./snapshot.ts";

/** The database's name in a backup. */
export const SNAPSHOT = "waygate.db";

/**
 * Backs everything up into a folder, while the server runs; into the same one again costs only what is new.
 * @throws Error with a sentence when something is not there or cannot be read
 */
export async function backUp(from: { databaseUrl: string; dataDir: string }, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  checkApart(from, folder);
  // The database first: a file is stored before a row names it and never removed, so whatever is copied later has them all.
  await writeSnapshot(from.databaseUrl, join(folder, SNAPSHOT));
  await copyAssets(from.dataDir, folder);
  await copyOthers(from.dataDir, folder, { force: true });
  await checkFiles(folder);
}

/** A backup beside what it is of would be written over it. */
function checkApart(from: { databaseUrl: string; dataDir: string }, folder: string): void {
  const address = parseDatabaseUrl(from.databaseUrl);
  const own = [from.dataDir, ...(address.provider === "sqlite" ? [dirname(address.path)] : [])];
  // By what they are and not by name: links lead to the same place.
  const { dev, ino } = statSync(folder);
  for (const place of own) {
    const there = statSync(place, { throwIfNoEntry: false });
    if (there?.dev !== dev || there.ino !== ino) continue;
    throw new Error(`${folder} is where the server keeps what is to be backed up: name another folder.`);
  }
}

const Row = z.object({ hash: z.string(), ext: z.string() });

/** Beside Prisma, which would leave files of its own in the backup. */
export async function checkFiles(folder: string): Promise<void> {
  const snapshot = await connectSqlite(join(folder, SNAPSHOT));
  const { rows } = await snapshot
    .execute("SELECT hash, ext FROM files")
    .catch((error: unknown) => {
      throw new Error(`${join(folder, SNAPSHOT)} is no database of Waygate: name a folder that npm run backup wrote.`, {
        cause: error,
      });
    })
    .finally(() => snapshot.close());
  const there = new Set(await namesIn(join(folder, "assets")));
  const missing = rows.map((row) => Row.parse(row)).filter(({ hash, ext }) => !there.has(`${hash}.${ext}`));
  const [first] = missing;
  if (first === undefined) return;
  throw new Error(
    `The backup lacks ${missing.length} files that the database names, first ${first.hash}.${first.ext}: correct DATA_DIR, and back up again.`,
  );
}
