import { constants, copyFile, cp, mkdir, readdir, rename } from "node:fs/promises";
import { join } from "node:path";

/** What of `DATA_DIR` there is but once, and what stands in for the provider. */
const others = ["session-secret", "sandbox"];

/**
 * Copies the stored files that are not there yet. Their name is their content, so what is there is right; each comes whole
 * or not at all.
 */
export async function copyAssets(fromDir: string, toDir: string): Promise<void> {
  const [from, to] = [join(fromDir, "assets"), join(toDir, "assets")];
  const unfinished = join(to, ".unfinished");
  await mkdir(unfinished, { recursive: true });
  const there = new Set(await readdir(to));
  for (const name of await namesIn(from)) {
    if (there.has(name) || name.startsWith(".")) continue;
    await copyFile(join(from, name), join(unfinished, name), constants.COPYFILE_FICLONE);
    await rename(join(unfinished, name), join(to, name));
  }
}

/** @param force whether what is there already is replaced */
export async function copyOthers(fromDir: string, toDir: string, { force }: { force: boolean }): Promise<void> {
  const there = new Set(await namesIn(fromDir));
  for (const name of others) {
    if (there.has(name)) await cp(join(fromDir, name), join(toDir, name), { recursive: true, force });
  }
}

/** What is in a folder; nothing where there is no such folder. */
export async function namesIn(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) return [];
    throw error;
  }
}
