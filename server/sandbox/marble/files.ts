import { join } from "node:path";
import { createMadeFiles } from "../made-files.ts";
import type { Artist } from "../making-queue.ts";
import type { PaintedWorld, WorldOrder } from "../worlds/commission.ts";
import { FILE_NAMES, FILE_ROLES, type FileRole } from "./roles.ts";
import { type MarbleTask, PROVIDER } from "./tasks.ts";

const CAPTION_FILE = "caption.txt";

/** The files of worlds, on disk, painted when they are first wanted. */
export interface WorldFiles {
  /** Starts painting, so that the files are there by the time the task ends. A failure is logged; `read` tries again. */
  begin(task: MarbleTask): void;
  /** @throws Error when painting or writing failed. */
  read(task: MarbleTask, role: FileRole): Promise<Buffer>;
  /** What the artist says of the world; its prompt as long as it is not painted, so that no look waits for a painting. */
  caption(task: MarbleTask): Promise<string>;
  remove(worldId: string): Promise<void>;
  /** Gives up the paintings under way. */
  close(): Promise<void>;
}

export function createWorldFiles(
  filesDir: string,
  artist: Artist<WorldOrder, PaintedWorld>,
  splatScale: number,
): WorldFiles {
  const files = createMadeFiles<MarbleTask>(join(filesDir, PROVIDER), {
    what: "world",
    folderOf: ({ worldId }) => worldId,
    async make({ prompt, picture, seed }) {
      const painted = await artist.make({ prompt, seed, splatScale, ...(picture && { picture }) });
      const byName = FILE_ROLES.map((role) => [FILE_NAMES[role], painted.files[role]] as const);
      return { ...Object.fromEntries(byName), [CAPTION_FILE]: painted.caption };
    },
    stop: artist.close,
  });
  return {
    begin: files.begin,
    read: (task, role) => files.read(task, FILE_NAMES[role]),
    async caption(task) {
      const bytes = await files.readMade(task, CAPTION_FILE);
      return bytes?.toString("utf8") ?? task.prompt;
    },
    remove: files.remove,
    close: files.close,
  };
}
