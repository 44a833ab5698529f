import { UPLOAD_MAX_BYTES } from "../../contract/limits.ts";
import { Refused } from "../refused.ts";
import { tooLarge } from "./picture-bytes.ts";

/** Characters of the media type and its parameters, which nobody here believes anyway. */
const HEADER_MAX = 200;

/**
 * The bytes inside a data URL, whatever media type it names.
 *
 * @throws Refused `unsupported_image`
 */
export function bytesOfDataUrl(text: string): Uint8Array {
  const header = text.slice(0, HEADER_MAX);
  const comma = header.indexOf(",");
  if (!/;\s*base64\s*$/i.test(header.slice(0, Math.max(0, comma)))) {
    throw new Refused("unsupported_image", "The data URL must be in base64: data:image/png;base64,…");
  }
  const base64 = text.slice(comma + 1).replace(/=+$/, "");
  const bytes = Math.floor((base64.length * 3) / 4);
  if (bytes > UPLOAD_MAX_BYTES) throw tooLarge(UPLOAD_MAX_BYTES);
  const decoded = Buffer.from(base64, "base64");
  // The decoder passes over what is no base64 and says nothing.
  if (decoded.length === bytes) return decoded;
  throw new Refused("unsupported_image", "The data URL is not well-formed base64: encode the picture anew.");
}
