import { readFile } from "node:fs/promises";
import { Refused } from "../refused.ts";
import type { Assets } from "./assets.ts";
import { contentTypeOf } from "./formats.ts";
import { pictureSource, storedPicture } from "./picture-source.ts";
import type { Pictures } from "./pictures.ts";

/** The pictures that things are made from, on their way from a caller's words to a provider. */
export interface OrderedPictures {
  /**
   * What a row remembers of the picture that a caller names: where it is in our store, or the link it is. What is wrong
   * on its face is said now; what only the network can tell comes when it is read.
   *
   * Rejects with Refused `unsupported_url` or `unsupported_image`.
   */
  take(imageUrl: string, signal: AbortSignal): Promise<string>;
  /**
   * The same of a picture that was uploaded here, and nothing else.
   *
   * Rejects with Refused `unsupported_image`.
   */
  takeUpload(uploadId: string): Promise<string>;
  /** The file behind what a row remembers, kept here from now on. Rejects where another try may go better. */
  read(image: string, signal: AbortSignal): Promise<ReadPicture>;
}

type ReadPicture =
  | { readonly type: "picture"; readonly name: string; readonly bytes: Uint8Array; readonly contentType: string }
  | { readonly type: "refused"; readonly code: string; readonly message: string };

/** A stored picture is on our own disk: nobody gives up waiting for it. */
const never = new AbortController().signal;

export function createOrderedPictures(parts: {
  readonly pictures: Pictures;
  readonly assets: Assets;
}): OrderedPictures {
  const { pictures, assets } = parts;
  return {
    async take(imageUrl, signal) {
      const source = pictureSource(imageUrl);
      return source.kind === "link" ? source.url.href : assets.publicUrl(await pictures.read(source, signal));
    },
    async takeUpload(uploadId) {
      const source = storedPicture(uploadId);
      if (source === null) {
        throw new Refused("unsupported_image", "The picture must be the uploadId that POST /api/uploads gave.");
      }
      return assets.publicUrl(await pictures.read(source, never));
    },
    async read(image, signal) {
      try {
        const name = await pictures.read(pictureSource(image), signal);
        const bytes = await readFile(assets.pathOf(name));
        return { type: "picture", name: `${name.hash}.${name.ext}`, bytes, contentType: contentTypeOf(name.ext) };
      } catch (error) {
        if (error instanceof Refused) return { type: "refused", code: error.code, message: error.message };
        throw error;
      }
    },
  };
}
