import sharp from "sharp";
import type { Frame } from "./film.ts";

/** More than this is no picture for a portrait, and would take the memory of many. */
const MOST_PIXELS = 40_000_000;

/** What the order brought is no picture, or none that can be read. */
export class UnreadablePicture extends Error {}

/**
 * A picture upright and without transparency, at most `longerSide` long, both sides even as VP8 likes them.
 *
 * @throws UnreadablePicture
 */
export async function readPicture(bytes: Uint8Array, longerSide: number): Promise<Frame> {
  const { width, height } = await sizeOf(bytes);
  const scale = longerSide / Math.max(width, height);
  return readPictureAs(bytes, evenSide(width * scale), evenSide(height * scale));
}

/** As `readPicture`, cut to exactly this size; what is cut away is mostly below. */
export async function readPictureAs(bytes: Uint8Array, width: number, height: number): Promise<Frame> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MOST_PIXELS })
      .autoOrient()
      .resize(width, height, { fit: "cover", position: "top" })
      .flatten({ background: "#20202a" })
      .toColourspace("srgb")
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height };
  } catch {
    throw new UnreadablePicture("The picture cannot be read.");
  }
}

async function sizeOf(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    const { autoOrient } = await sharp(bytes, { limitInputPixels: MOST_PIXELS }).metadata();
    return autoOrient;
  } catch {
    throw new UnreadablePicture("The picture cannot be read.");
  }
}

const evenSide = (length: number) => Math.max(16, 2 * Math.round(length / 2));
