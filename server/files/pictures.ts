import { readFile } from "node:fs/promises";
import { LINKED_IMAGE_MAX_BYTES } from "../../contract/limits.ts";
import { Refused } from "../refused.ts";
import type { Assets, StoredName } from "./assets.ts";
import { createFewAtOnce } from "./few-at-once.ts";
import type { GuardedFetch } from "./guarded-fetch.ts";
import { isNormal, makeNormal } from "./normal-picture.ts";
import type { PictureSource } from "./picture-source.ts";

/** Each unpacks up to 400 MB and holds one of Node's four threads. */
const UNPACKING_MAX = 2;
/** Each holds up to 20 MB. */
const FETCHING_MAX = 8;

/** Players' pictures on their way into the store, where all are alike (see `makeNormal`). */
export interface Pictures {
  /** Keeps a picture that is here already. Rejects with Refused `unsupported_image`. */
  keep(file: Uint8Array): Promise<StoredName>;
  /**
   * Keeps the picture that a player named, wherever it is.
   *
   * Rejects with Refused `unsupported_url` or `unsupported_image`, with the signal's reason when the caller gives up.
   */
  read(source: PictureSource, signal: AbortSignal): Promise<StoredName>;
}

export function createPictures(parts: { readonly assets: Assets; readonly fetchLink: GuardedFetch }): Pictures {
  const { assets, fetchLink } = parts;
  const unpacking = createFewAtOnce({ running: UNPACKING_MAX, waiting: Number.POSITIVE_INFINITY });
  const fetching = createFewAtOnce({ running: FETCHING_MAX, waiting: Number.POSITIVE_INFINITY });

  async function keep(file: Uint8Array): Promise<StoredName> {
    const { bytes, format } = await unpacking(() => makeNormal(file));
    return assets.put([bytes], { ...format, maxBytes: LINKED_IMAGE_MAX_BYTES });
  }

  async function readStored(name: StoredName): Promise<StoredName> {
    const file = await readFile(assets.pathOf(name)).catch(refuseMissing);
    return (await isNormal(file)) ? name : keep(file);
  }

  return {
    keep,
    read(source, signal) {
      switch (source.kind) {
        case "stored":
          return readStored(source.name);
        case "inline":
          return keep(source.bytes);
        case "link":
          return fetching(async () => keep(await fetchLink(source.url, signal)));
      }
    },
  };
}

function refuseMissing(error: NodeJS.ErrnoException): never {
  if (error.code !== "ENOENT") throw error;
  throw new Refused("unsupported_image", "This server has no such picture: upload it with POST /api/uploads.");
}
