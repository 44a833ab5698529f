/**
 * `npm run generate`: makes Prisma's clients for both databases in `generated/`, without the network, and does nothing
 * when they are up to date. Several runs at once are safe.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type DatabaseProvider, databaseProviders } from "../server/persistence/database-url.ts";
import { withFileLock } from "../server/persistence/file-lock.ts";
import { installFolder } from "./install-folder.ts";
import { prismaSchema } from "./prisma-schema.ts";

const generated = fileURLToPath(new URL("../generated", import.meta.url));
const fingerprintFile = join(generated, "fingerprint");
const scratchPrefix = "unfinished-";
const prismaPackage = createRequire(import.meta.url).resolve("prisma/package.json");
const prismaCommand = join(prismaPackage, "../build/index.js");

const fingerprint = await fingerprintOfInputs();
if (!(await isCurrent())) await withFileLock(join(generated, "generate.lock"), generateUnlessCurrent);

async function fingerprintOfInputs(): Promise<string> {
  const hash = createHash("sha256").update(await readFile(prismaPackage));
  for (const provider of databaseProviders) hash.update(await prismaSchema(provider));
  return hash.digest("hex");
}

async function isCurrent(): Promise<boolean> {
  if (!existsSync(fingerprintFile)) return false;
  const complete = databaseProviders.every((provider) => existsSync(join(generated, provider, "client.ts")));
  return complete && (await readFile(fingerprintFile, "utf8")) === fingerprint;
}

async function generateUnlessCurrent(): Promise<void> {
  if (await isCurrent()) return;
  await rm(fingerprintFile, { force: true });
  for (const name of await readdir(generated)) {
    if (name.startsWith(scratchPrefix)) await rm(join(generated, name), { recursive: true });
  }
  const scratch = await mkdtemp(join(generated, scratchPrefix));
  await Promise.all(databaseProviders.map((provider) => generateClient(provider, scratch)));
  await writeFile(join(scratch, "fingerprint"), fingerprint);
  await rename(join(scratch, "fingerprint"), fingerprintFile);
  await rm(scratch, { recursive: true });
}

async function generateClient(provider: DatabaseProvider, scratch: string): Promise<void> {
  const schema = join(scratch, `${provider}.prisma`);
  await writeFile(schema, await prismaSchema(provider));
  await promisify(execFile)(process.execPath, [prismaCommand, "generate", "--schema", schema], {
    env: {
      ...process.env,
      // The command line downloads its schema engine before anything else, even here where it does not run it. Any
      // program in its place keeps it from that.
      PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? process.execPath,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
    },
  });
  await installFolder(join(scratch, provider), join(generated, provider));
  await rename(schema, join(generated, `${provider}.prisma`));
}
