import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWhole } from "../made-files.ts";

/** Pictures that were sent inside requests, on disk by the hash of their bytes: the journal would grow by them. */
export interface Pictures {
  keep(bytes: Uint8Array): Promise<void>;
  read(hash: string): Promise<Buffer>;
}

export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export function keepPictures(dir: string): Pictures {
  return {
    async keep(bytes) {
      await mkdir(dir, { recursive: true });
      await writeWhole(join(dir, hashOf(bytes)), bytes);
    },
    read: (hash) => readFile(join(dir, hash)),
  };
}
