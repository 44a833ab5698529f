import { Refused } from "../refused.ts";
import { type Format, jpeg, png, webp } from "./formats.ts";

/** So many bytes tell a picture from anything else. */
export const SIGNATURE_BYTES = 64;

/** What people send instead, by how it begins, so that the refusal can name it. */
const others: readonly (readonly [RegExp, string])[] = [
  [/^\s*(<!doctype html|<html|<head)/i, "a web page"],
  [/^\s*(<\?xml|<svg)/i, "an SVG drawing"],
  [/^GIF8/, "a GIF"],
  [/^....ftypavi[fs]/s, "an AVIF picture"],
  [/^....ftyp(hei|hev|mif1|msf1)/s, "a HEIC picture"],
  [/^(II\*\0|MM\0\*)/, "a TIFF picture"],
  [/^%PDF/, "a PDF"],
  [/^--/, "a form"],
];

/**
 * Judges by the content alone: neither a name's ending nor a content type says anything.
 *
 * @param head the first `SIGNATURE_BYTES` of the file, or all of it.
 * @throws Refused `unsupported_image` for what is no PNG, JPEG or WebP file.
 */
export function pictureFormatOf(head: Uint8Array): Format {
  const format = [png, jpeg, webp].find((one) => one.matches(head));
  if (format !== undefined) return format;
  const text = Buffer.from(head).toString("latin1");
  const what = others.find(([beginning]) => beginning.test(text))?.[1] ?? "no picture that is known here";
  const found = head.length === 0 ? "There is nothing in it" : `This is ${what}`;
  throw new Refused("unsupported_image", `${found}: send the bytes of a PNG, JPEG or WebP picture.`);
}
