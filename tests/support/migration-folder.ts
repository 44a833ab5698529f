import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { DatabaseProvider } from "../../server/persistence/database-url.ts";

/** A folder with these migrations (name to script), removed when the test is over. */
export async function migrationFolder(provider: DatabaseProvider, scripts: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "waygate-migrations-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const prismaName = provider === "postgres" ? "postgresql" : provider;
  await writeFile(join(folder, "migration_lock.toml"), `provider = "${prismaName}"\n`);
  for (const [name, script] of Object.entries(scripts)) {
    await mkdir(join(folder, name));
    await writeFile(join(folder, name, "migration.sql"), script);
  }
  return folder;
}
