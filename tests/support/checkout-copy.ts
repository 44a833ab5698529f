import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
/** What the server and the page are run from. */
const parts = [
  "client",
  "contract",
  "generated",
  "prisma",
  "server",
  "package.json",
  "tsconfig.json",
  "vite.config.ts",
];

export interface CheckoutCopy {
  readonly folder: string;
  /** Saves a file with one passage replaced, as an editor does. @throws Error when the passage is not in it */
  edit(path: string, passage: string, replacement: string): Promise<void>;
  remove(): Promise<void>;
}

/** A copy of this project that may be edited. It has its own caches; the packages in it are the real ones. */
export async function copyCheckout(): Promise<CheckoutCopy> {
  const folder = await mkdtemp(join(tmpdir(), "waygate-checkout-"));
  await Promise.all(parts.map((part) => cp(join(root, part), join(folder, part), { recursive: true })));
  const packages = join(root, "node_modules");
  await mkdir(join(folder, "node_modules"));
  const installed = (await readdir(packages)).filter((name) => !name.startsWith("."));
  await Promise.all(installed.map((name) => symlink(join(packages, name), join(folder, "node_modules", name))));
  return {
    folder,
    async edit(path, passage, replacement) {
      const before = await readFile(join(folder, path), "utf8");
      if (!before.includes(passage)) throw new Error(`${path} does not hold "${passage}".`);
      await writeFile(join(folder, path), before.replaceAll(passage, replacement));
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
