import { mkdir, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { DatabaseProvider } from "../server/persistence/database-url.ts";
import { applyMigrations } from "../server/persistence/migrate.ts";
import { migrationsFolder } from "../server/persistence/migration-folder.ts";
import { prismaProvider } from "./prisma-schema.ts";
import { openSchemaEngine } from "./schema-engine.ts";

/**
 * What the migrations of `folder` leave to be done until the database is what the models say; null for nothing.
 * `emptyDatabaseUrl` is used up.
 */
export async function nextScript(emptyDatabaseUrl: string, folder: string): Promise<string | null> {
  await mkdir(folder, { recursive: true });
  await applyMigrations(emptyDatabaseUrl, folder);
  const engine = await openSchemaEngine(emptyDatabaseUrl);
  try {
    return await engine.scriptToModels();
  } finally {
    await engine.close();
  }
}

/** Puts a script where the server and Prisma's command line find it. Returns where that is. */
export async function addMigration(provider: DatabaseProvider, name: string, script: string): Promise<string> {
  const folder = migrationsFolder(provider);
  const file = join(folder, name, "migration.sql");
  await mkdir(join(folder, name));
  await writeFile(file, `${script.trimEnd()}\n`);
  await writeFile(join(folder, "migration_lock.toml"), lockFile(provider));
  return relative(process.cwd(), file);
}

const lockFile = (provider: DatabaseProvider): string =>
  `# Prisma's command line reads this. Written by npm run migration.\nprovider = "${prismaProvider[provider]}"\n`;
