import { Refused } from "../refused.ts";
import type { StoredName } from "./assets.ts";
import { bytesOfDataUrl } from "./data-url.ts";
import { checkLink } from "./link-check.ts";

interface StoredPicture {
  readonly kind: "stored";
  readonly name: StoredName;
}

/** Where a player's picture is. */
export type PictureSource =
  | StoredPicture
  | { readonly kind: "inline"; readonly bytes: Uint8Array }
  | { readonly kind: "link"; readonly url: URL };

/**
 * Reads what a player names as a picture: an upload's id, `/assets/…` of this server, a data URL, or an https link. This
 * is all that can be told on its face, at the door; `Pictures.read` does the rest.
 *
 * @throws Refused `unsupported_url` or `unsupported_image`
 */
export function pictureSource(text: string): PictureSource {
  if (/^data:/i.test(text)) return { kind: "inline", bytes: bytesOfDataUrl(text) };
  const stored = storedPicture(text);
  if (stored !== null) return stored;
  if (text.startsWith("/") && !text.startsWith("//")) {
    throw new Refused(
      "unsupported_url",
      "Of this server only uploaded pictures can be named: /assets/ and the uploadId that POST /api/uploads gave.",
    );
  }
  return { kind: "link", url: checkLink(text) };
}

/** An upload's id or its `/assets/…`, read as such; null for everything else. */
export function storedPicture(text: string): StoredPicture | null {
  const [, hash, ext] = /^(?:\/assets\/)?([0-9a-f]{64})\.(png|jpg|webp)$/.exec(text) ?? [];
  return hash !== undefined && ext !== undefined ? { kind: "stored", name: { hash, ext } } : null;
}
