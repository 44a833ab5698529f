import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type Client, createClient, LibsqlError } from "@libsql/client";
import { fileUrl } from "./database-url.ts";

const pauseMs = 50;
const patienceMs = 300_000;

/**
 * Runs `task` while no other process (or other call in this one) runs one under the same path. The lock is SQLite's own
 * write lock on an empty file at `path`: the system takes it back when its holder dies, however it dies.
 * @throws Error with a sentence when the lock is still held after five minutes.
 */
export async function withFileLock<T>(path: string, task: () => Promise<T>): Promise<T> {
  await mkdir(dirname(path), { recursive: true });
  // No busy timeout: libsql would wait inside a synchronous call and stop this process's event loop.
  const lock = createClient({ url: fileUrl(path) });
  try {
    await acquire(lock, path);
    try {
      return await task();
    } finally {
      // Closing alone would keep the lock until libsql's statements are garbage-collected.
      await lock.execute("ROLLBACK");
    }
  } finally {
    lock.close();
  }
}

async function acquire(lock: Client, path: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += pauseMs) {
    if (await tryAcquire(lock)) return;
    await pause(pauseMs);
  }
  throw new Error(`Another process has held ${path} for five minutes: end it, then start again.`);
}

async function tryAcquire(lock: Client): Promise<boolean> {
  try {
    // Not EXCLUSIVE: libsql keeps the failed statement's shared lock for a while, and losers would block each other.
    await lock.execute("BEGIN IMMEDIATE");
    return true;
  } catch (error) {
    if (error instanceof LibsqlError && error.code === "SQLITE_BUSY") return false;
    throw error;
  }
}
