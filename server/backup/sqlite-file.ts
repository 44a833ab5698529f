import { open, rename, rm } from "node:fs/promises";
import { checkIntact, connectSqlite } from "../persistence/sqlite-connection.ts";

/**
 * Copies a SQLite database into one file of its own, as it stands at one moment: whoever works on it goes on meanwhile. The
 * copy is there whole and on disk, or not at all.
 * @throws Error with a sentence when the database is damaged: what was copied from it could not be trusted
 */
export async function copySqlite(from: string, to: string): Promise<void> {
  const unfinished = `${to}.unfinished`;
  await rm(unfinished, { force: true });
  const source = await connectSqlite(from);
  try {
    await checkIntact(source, from);
    await source.execute({ sql: "VACUUM INTO ?", args: [unfinished] });
  } finally {
    source.close();
  }
  // SQLite leaves that to the system here.
  const file = await open(unfinished, "r+");
  await file.sync().finally(() => file.close());
  await rename(unfinished, to);
}
