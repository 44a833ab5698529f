import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Makes `to` hold exactly the files of `from`, on the same file system, moving one file at a time over its predecessor:
 * whoever is reading there meets the old file or the new one, never none and never half of one.
 */
export async function installFolder(from: string, to: string): Promise<void> {
  const files = await filesIn(from);
  for (const file of files) {
    await mkdir(dirname(join(to, file)), { recursive: true });
    await rename(join(from, file), join(to, file));
  }
  const kept = new Set(files);
  for (const file of await filesIn(to)) {
    if (!kept.has(file)) await rm(join(to, file));
  }
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}
