import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { WorldArtist } from "../worlds/commission.ts";
import { FILE_NAMES, FILE_ROLES, type FileRole } from "./roles.ts";
import type { MarbleTask } from "./tasks.ts";

const CAPTION_FILE = "caption.txt";
const NOT_THERE: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR"]);

/** The files of worlds, on disk, painted when they are first wanted. */
export interface WorldFiles {
  /** Starts painting, so that the files are there by the time the task ends. A failure is logged; `read` tries again. */
  begin(task: MarbleTask): void;
  /**
   * Waits for the painting where the file is not there yet, or no more. The same task gives the same bytes.
   *
   * @throws Error when painting or writing failed.
   */
  read(task: MarbleTask, role: FileRole): Promise<Buffer>;
  /** What the artist says of the world; its prompt as long as it is not painted, so that no look waits for a painting. */
  caption(task: MarbleTask): Promise<string>;
  remove(worldId: string): Promise<void>;
  /** Gives up the paintings under way. */
  close(): Promise<void>;
}

export function createWorldFiles(dir: string, artist: WorldArtist, splatScale: number): WorldFiles {
  const paintings = new Map<string, Promise<void>>();
  let closed = false;

  function painted(task: MarbleTask): Promise<void> {
    const underWay = paintings.get(task.worldId);
    if (underWay !== undefined) return underWay;
    const painting = paint(task).finally(() => paintings.delete(task.worldId));
    paintings.set(task.worldId, painting);
    return painting;
  }

  async function paint({ worldId, prompt, seed }: MarbleTask): Promise<void> {
    const { files, caption } = await artist.paint({ prompt, seed, splatScale });
    const worldDir = join(dir, worldId);
    await mkdir(worldDir, { recursive: true });
    for (const role of FILE_ROLES) await writeWhole(join(worldDir, FILE_NAMES[role]), files[role]);
    await writeWhole(join(worldDir, CAPTION_FILE), caption);
  }

  return {
    begin(task) {
      painted(task).catch((error: unknown) => {
        if (!closed) console.error(`sandbox: world ${task.worldId} could not be painted:`, error);
      });
    },
    async read(task, role) {
      const path = join(dir, task.worldId, FILE_NAMES[role]);
      const bytes = await readIfThere(path);
      if (bytes !== undefined) return bytes;
      await painted(task);
      return readFile(path);
    },
    async caption(task) {
      const bytes = await readIfThere(join(dir, task.worldId, CAPTION_FILE));
      return bytes?.toString("utf8") ?? task.prompt;
    },
    async remove(worldId) {
      await Promise.allSettled([paintings.get(worldId)]);
      await rm(join(dir, worldId), { recursive: true, force: true });
    },
    async close() {
      closed = true;
      await artist.close();
      await Promise.allSettled(paintings.values());
    },
  };
}

/** A file is there whole or not at all, whenever the process is killed. */
async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.part`;
  await writeFile(unfinished, content);
  await rename(unfinished, path);
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && NOT_THERE.has(String(error.code))) return undefined;
    throw error;
  }
}
