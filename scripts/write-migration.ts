/**
 * `npm run migration -- NAME`: writes the next migration of both databases, from what their migrations so far make to
 * what `prisma/models.prisma` says. Needs no database: it brings its own. What Prisma's models cannot say (a view, a
 * change of data) is added to the written files by hand, before they are committed.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseProviders } from "../server/persistence/database-url.ts";
import { migrationsFolder } from "../server/persistence/migration-folder.ts";
import { addMigration, nextScript } from "./next-migration.ts";
import { startScratchPostgres } from "./scratch-postgres.ts";

const name = process.argv[2] ?? "";
if (/^[a-z][a-z0-9_]*$/.test(name)) await writeMigrations(name);
else {
  console.error("Give the migration a name of small letters, digits and _: npm run migration -- add_exhibits");
  process.exitCode = 1;
}

async function writeMigrations(name: string): Promise<void> {
  const timedName = `${new Date().toISOString().replace(/\D/g, "").slice(0, 14)}_${name}`;
  const scratch = await mkdtemp(join(tmpdir(), "waygate-migration-"));
  const postgres = await startScratchPostgres();
  const scratchUrl = { sqlite: `file:${join(scratch, "scratch.db")}`, postgres: postgres.url };
  try {
    for (const provider of databaseProviders) {
      const script = await nextScript(scratchUrl[provider], migrationsFolder(provider));
      if (script === null) console.log(`${provider}: the migrations already make what the models say.`);
      else console.log(`${provider}: wrote ${await addMigration(provider, timedName, script)}`);
    }
  } finally {
    await postgres.stop();
    await rm(scratch, { recursive: true });
  }
}
