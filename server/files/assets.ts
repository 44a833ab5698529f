import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Clock } from "../generation/ports.ts";
import type { Database } from "../persistence/database.ts";
import { isUniqueViolation } from "../persistence/unique-violation.ts";
import { FileTooLarge } from "./file-too-large.ts";

/** A stored file's name: SHA-256 of its content in hex, and its extension without a dot. */
export interface StoredName {
  readonly hash: string;
  readonly ext: string;
}

interface FileDescription {
  readonly ext: string;
  readonly contentType: string;
  readonly maxBytes: number;
}

/** The content-addressed store: the same content is one file, however often and from wherever it comes. */
export interface Assets {
  /** The folder of the files, `<hash>.<ext>` each. */
  readonly dir: string;
  /** A file is there whole or not at all. @throws FileTooLarge */
  put(content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, description: FileDescription): Promise<StoredName>;
  pathOf(name: StoredName): string;
  /** The path under which browsers get it. */
  publicUrl(name: StoredName): string;
  /** Counts one more row that shows this file, so that nobody removes it. @throws Error when it is not stored. */
  addReference(hash: string): Promise<void>;
  dropReference(hash: string): Promise<void>;
}

/** Nobody still writes to a file that was not touched for so long: its process died. */
const ABANDONED_MS = 86_400_000;

export async function createAssets(parts: {
  readonly dataDir: string;
  readonly database: Database;
  readonly clock: Clock;
}): Promise<Assets> {
  const { database, clock } = parts;
  const rows = database.client.storedFile;
  const dir = join(parts.dataDir, "assets");
  // On the same file system, so that moving a finished file is one step.
  const unfinished = join(dir, ".unfinished");
  await mkdir(unfinished, { recursive: true });
  await removeAbandoned(unfinished, clock.now());
  const pathOf = ({ hash, ext }: StoredName) => join(dir, `${hash}.${ext}`);

  return {
    dir,
    async put(content, { ext, contentType, maxBytes }) {
      const hash = createHash("sha256");
      let bytes = 0;
      async function* measured() {
        for await (const chunk of content) {
          bytes += chunk.length;
          if (bytes > maxBytes) throw new FileTooLarge(maxBytes);
          hash.update(chunk);
          yield chunk;
        }
      }
      const path = join(unfinished, randomUUID());
      try {
        // Opened here and not by the stream, which may still be opening, and so making, the file when it is removed.
        const file = await open(path, "wx");
        await pipeline(measured, file.createWriteStream({ flush: true }));
        const name = { hash: hash.digest("hex"), ext };
        await rename(path, pathOf(name));
        const createdAt = new Date(clock.now());
        await rows.create({ data: { ...name, contentType, bytes, createdAt } }).catch(unlessStored);
        return name;
      } catch (error) {
        throw unkept(error, dir);
      } finally {
        await rm(path, { force: true });
      }
    },
    pathOf,
    publicUrl: ({ hash, ext }) => `/assets/${hash}.${ext}`,
    async addReference(hash) {
      const { count } = await rows.updateMany({ where: { hash }, data: { references: { increment: 1 } } });
      if (count === 0) throw new Error(`No file with the hash ${hash} is stored.`);
    },
    async dropReference(hash) {
      await rows.updateMany({ where: { hash, references: { gt: 0 } }, data: { references: { decrement: 1 } } });
    },
  };
}

/** What the disk refused, as a sentence for the operator; everything else as it is. */
function unkept(error: unknown, dir: string): unknown {
  if (!(error instanceof Error && "syscall" in error)) return error;
  return new Error(`It cannot be kept in ${dir}: ${error.message}. Make room there, or correct its rights.`, {
    cause: error,
  });
}

/** Somebody stored the same content before. Not an upsert: one that updates nothing reads and then inserts, so two of them can meet. */
function unlessStored(error: unknown): void {
  if (!isUniqueViolation(error)) throw error;
}

async function removeAbandoned(folder: string, now: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const touchedAt = await stat(path).then(({ mtimeMs }) => mtimeMs, unlessFinished);
    if (now - touchedAt > ABANDONED_MS) await rm(path, { force: true });
  }
}

/** Another process has moved or removed it in the meantime, so it needs nothing from us. */
function unlessFinished(error: NodeJS.ErrnoException): number {
  if (error.code === "ENOENT") return Number.POSITIVE_INFINITY;
  throw error;
}
