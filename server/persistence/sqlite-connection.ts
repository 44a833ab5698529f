import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { type Client, createClient, LibsqlError } from "@libsql/client";
import { fileUrl } from "./database-url.ts";

/** How long a statement waits for another process's write. libsql's own default is not at all. */
export const busyTimeoutMs = 5000;

/**
 * A connection of our own to the file, which is made with its folder where it is missing. The caller closes it.
 * @throws Error with a sentence when the file cannot be opened, or is something else than a database
 */
export async function connectSqlite(path: string): Promise<Client> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const connection = createClient({ url: fileUrl(path), timeout: busyTimeoutMs });
    await connection.execute("SELECT name FROM sqlite_schema LIMIT 1");
    return connection;
  } catch (error) {
    if (isDamage(error)) throw damaged(path, error.message, error);
    const reason = error instanceof Error ? error.message : String(error);
    const isOther = error instanceof LibsqlError && error.code === "SQLITE_NOTADB";
    const remedy = isOther ? "restore a backup if it was one" : "the rights of its folder";
    throw new Error(`Cannot open the SQLite database ${path}: ${reason}. Correct DATABASE_URL, or ${remedy}.`, {
      cause: error,
    });
  }
}

/**
 * Reads the whole file, whose damage would otherwise show only where somebody happens to read, and spread where somebody
 * writes.
 * @throws Error with a sentence when it is damaged; nothing was written then
 */
export async function checkIntact(connection: Client, path: string): Promise<void> {
  const found = await connection.execute("PRAGMA quick_check(1)").catch((error: unknown) => {
    if (isDamage(error)) throw damaged(path, error.message, error);
    throw error;
  });
  const verdict = String(found.rows[0]?.[0]);
  if (verdict !== "ok") throw damaged(path, verdict.replace(/^\*\*\*.*\*\*\*\n/, ""));
}

/** A file whose first bytes are not SQLite's may just as well be somebody's diary. */
const isDamage = (error: unknown): error is LibsqlError =>
  error instanceof LibsqlError && error.code === "SQLITE_CORRUPT";

const damaged = (path: string, reason: string, cause?: unknown): Error =>
  new Error(
    `The SQLite database ${path} is damaged: ${reason}. It was left as it is. Move it away with the files beside it that ` +
      "begin with its name, and restore a backup: npm run restore -- FOLDER (see the README).",
    { cause },
  );
