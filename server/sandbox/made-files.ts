import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

const NOT_THERE: ReadonlySet<string> = new Set(["ENOENT", "ENOTDIR"]);

/** A file by its name within its task's folder. */
type Contents = Readonly<Record<string, Uint8Array | string>>;

/** Made files on disk, a folder for each task, made when they are first wanted. */
export interface MadeFiles<Task> {
  /** Starts making, so that the files are there by the time the task ends. A failure is logged; `read` tries again. */
  begin(task: Task): void;
  /**
   * Waits for the making where the file is not there yet, or no more. The same task gives the same bytes.
   *
   * @throws Error when making or writing failed.
   */
  read(task: Task, fileName: string): Promise<Buffer>;
  /** The file where it is there already: nobody waits for its making. */
  readMade(task: Task, fileName: string): Promise<Buffer | undefined>;
  remove(folder: string): Promise<void>;
  /** Waits for what is under way, which the artist's closing ends. */
  close(): Promise<void>;
}

export interface Making<Task> {
  /** What the log calls one: "world". */
  readonly what: string;
  folderOf(task: Task): string;
  make(task: Task): Promise<Contents>;
  /** Gives up the makings under way. */
  stop(): Promise<void>;
}

export function createMadeFiles<Task>(dir: string, { what, folderOf, make, stop }: Making<Task>): MadeFiles<Task> {
  const makings = new Map<string, Promise<void>>();
  let closed = false;

  function made(task: Task): Promise<void> {
    const folder = folderOf(task);
    const underWay = makings.get(folder);
    if (underWay !== undefined) return underWay;
    const making = makeInto(join(dir, folder), task).finally(() => makings.delete(folder));
    makings.set(folder, making);
    return making;
  }

  async function makeInto(folder: string, task: Task): Promise<void> {
    const contents = await make(task);
    await mkdir(folder, { recursive: true });
    for (const [name, content] of Object.entries(contents)) await writeWhole(join(folder, name), content);
  }

  const readMade = (task: Task, fileName: string) => readIfThere(join(dir, folderOf(task), fileName));

  return {
    begin(task) {
      made(task).catch((error: unknown) => {
        if (!closed) console.error(`sandbox: ${what} ${folderOf(task)} could not be made:`, error);
      });
    },
    async read(task, fileName) {
      const bytes = await readMade(task, fileName);
      if (bytes !== undefined) return bytes;
      await made(task);
      return readFile(join(dir, folderOf(task), fileName));
    },
    readMade,
    async remove(folder) {
      await Promise.allSettled([makings.get(folder)]);
      await rm(join(dir, folder), { recursive: true, force: true });
    },
    async close() {
      closed = true;
      await stop();
      await Promise.allSettled(makings.values());
    },
  };
}

/** A file is there whole or not at all, whenever the process is killed. */
export async function writeWhole(path: string, content: Uint8Array | string): Promise<void> {
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
