import sharp, { type Sharp } from "sharp";

/** The longest side that is looked at, in pixels: what the texture can hold. */
const LONGEST_SIDE = 1024;
/** A picture that is longer than this many times its width (or the other way round) is squeezed. */
const MAX_ASPECT = 5;

/** A picture as the artist sees it: upright, sRGB, 8 bits, with alpha. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha; not premultiplied. */
  readonly rgba: Uint8Array;
}

/** The kinds of pictures that models are made from, as sharp names them. */
const FORMATS: ReadonlySet<string> = new Set(["jpeg", "png", "webp"]);

/** The bytes are no picture that a model can be made from. Its message is a sentence. */
export class UnreadablePicture extends Error {
  override readonly name = "UnreadablePicture";
}

/**
 * Decodes a JPEG, PNG or WebP, turned as its camera said, made smaller where it is larger than the artist can use.
 *
 * @throws UnreadablePicture
 */
export async function readPicture(bytes: Uint8Array): Promise<Picture> {
  try {
    const image = sharp(bytes, { failOn: "error" });
    const { format } = await image.metadata();
    if (!FORMATS.has(format)) throw new UnreadablePicture("The picture is neither JPEG, PNG nor WebP.");
    const { data, info } = await image
      .autoOrient()
      .toColourspace("srgb")
      .ensureAlpha()
      .resize(LONGEST_SIDE, LONGEST_SIDE, { fit: "inside", withoutEnlargement: true })
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, rgba: new Uint8Array(data) };
  } catch (error) {
    if (error instanceof UnreadablePicture) throw error;
    throw new UnreadablePicture("The picture cannot be decoded.", { cause: error });
  }
}

/** The picture with its longer side `longest` pixels, larger or smaller than it was. */
export async function resized(picture: Picture, longest: number): Promise<Picture> {
  const { width, height } = picture;
  const aspect = Math.max(1 / MAX_ASPECT, Math.min(MAX_ASPECT, width / height));
  const [w, h] = aspect >= 1 ? [longest, longest / aspect] : [longest * aspect, longest];
  const { data, info } = await rawImage(picture)
    .resize(Math.round(w), Math.round(h), { fit: "fill" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, rgba: new Uint8Array(data) };
}

export function rawImage({ rgba, width, height }: Picture): Sharp {
  return sharp(rgba, { raw: { width, height, channels: 4 } });
}
