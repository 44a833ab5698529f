import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { type Client, createClient } from "@libsql/client";
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
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `Cannot open the SQLite database ${path}: ${reason}. Correct DATABASE_URL, or the rights of its folder.`,
      {
        cause: error,
      },
    );
  }
}
