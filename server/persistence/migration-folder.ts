import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { DatabaseProvider } from "./database-url.ts";

/** One step of the schema's history, as it stands in `prisma/migrations/<provider>/<name>/migration.sql`. */
export interface Migration {
  readonly name: string;
  readonly script: string;
  /** SHA-256 of the file in hex, as Prisma's own engine computes it. */
  readonly checksum: string;
  /** Checksums under which the same text is known when git has changed its line ends. */
  readonly checksums: readonly string[];
}

export const migrationsFolder = (provider: DatabaseProvider): string =>
  fileURLToPath(new URL(`../../prisma/migrations/${provider}`, import.meta.url));

/** All migrations of a folder, oldest first (their names begin with their time). */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(folder, name)));
}

async function readMigration(folder: string, name: string): Promise<Migration> {
  const script = await readFile(join(folder, name, "migration.sql"), "utf8");
  const unix = script.replaceAll("\r\n", "\n");
  const checksums = [script, unix, unix.replaceAll("\n", "\r\n")].map(sha256);
  return { name, script, checksum: sha256(script), checksums };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
