import { spawnSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { databaseProviders } from "../../server/persistence/database-url.ts";
import { migrationsFolder } from "../../server/persistence/migration-folder.ts";

const script = fileURLToPath(new URL("../../scripts/write-migration.ts", import.meta.url));
const writeMigration = (...names: string[]) => spawnSync(process.execPath, [script, ...names], { encoding: "utf8" });
const migrations = () => Promise.all(databaseProviders.map((provider) => readdir(migrationsFolder(provider))));

test.each([[[]], [["Add Exhibits"]], [["../up"]], [["1st"]]])(
  "a migration named %j is refused with a sentence",
  (names) => {
    const { status, stderr } = writeMigration(...names);
    expect(status).toBe(1);
    expect(stderr).toContain("npm run migration -- add_exhibits");
  },
);

test("with the models unchanged, nothing is written for either database", async () => {
  const before = await migrations();
  const { status, stdout } = writeMigration("nothing_new");
  expect(stdout).toBe(
    "sqlite: the migrations already make what the models say.\npostgres: the migrations already make what the models say.\n",
  );
  expect(status).toBe(0);
  expect(await migrations()).toEqual(before);
});
