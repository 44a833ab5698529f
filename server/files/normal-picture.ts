import sharp, { type Metadata, type SharpOptions } from "sharp";
import { Refused } from "../refused.ts";
import { type Format, jpeg, png } from "./formats.ts";
import { hasMoreScansThan } from "./jpeg-scans.ts";
import { pictureFormatOf, SIGNATURE_BYTES } from "./picture-formats.ts";

/** In pixels. More says nothing to the providers, and only costs their time and ours. */
const LONGER_SIDE_MAX = 2048;
/** What the largest telephone cameras make: such a picture unpacks to 200 MB. */
const PIXELS_MAX = 50_000_000;
/** Encoders make about ten. Each is a pass over all the pixels, and may have no more than a few bytes. */
const SCANS_MAX = 32;

/** Broken off is refused; the stray bytes that many cameras leave in their files are not. */
const READING: SharpOptions = { failOn: "error", limitInputPixels: PIXELS_MAX };

export interface NormalPicture {
  readonly bytes: Uint8Array;
  readonly format: Format;
}

/**
 * A picture as every provider takes it: upright, in sRGB, without metadata, not larger than needed; PNG where it is
 * transparent, else JPEG. The file is judged by its header before a pixel of it is unpacked.
 *
 * @throws Refused `unsupported_image`
 */
export async function makeNormal(file: Uint8Array): Promise<NormalPicture> {
  await readHeader(file);
  const { data, info } = await sharp(file, READING)
    .autoOrient()
    .resize({ width: LONGER_SIDE_MAX, height: LONGER_SIDE_MAX, fit: "inside", withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(refuseDamaged);
  const { width, height, channels } = info;
  const picture = sharp(data, { raw: { width, height, channels } });
  const isTransparent = info.channels === 4 && !(await picture.stats()).isOpaque;
  return isTransparent
    ? { bytes: await picture.png().toBuffer(), format: png }
    : { bytes: await picture.removeAlpha().jpeg({ quality: 90, chromaSubsampling: "4:4:4" }).toBuffer(), format: jpeg };
}

/** Whether a stored file already is as `makeNormal` would make it, so that making it again would only wear it out. */
export async function isNormal(file: Uint8Array): Promise<boolean> {
  const { width, height, format, exif, icc, space } = await readHeader(file);
  const isPlain = exif === undefined && icc === undefined && space === "srgb";
  return isPlain && format !== "webp" && Math.max(width, height) <= LONGER_SIDE_MAX;
}

async function readHeader(file: Uint8Array): Promise<Metadata> {
  // The decoder would take more kinds, some of which read further files or draw whatever size they like.
  pictureFormatOf(file.subarray(0, SIGNATURE_BYTES));
  const header = await sharp(file, { ...READING, limitInputPixels: false })
    .metadata()
    .catch(refuseDamaged);
  const { width, height, pages = 1 } = header;
  if (width * height > PIXELS_MAX) {
    throw refused(`The picture has ${width} by ${height} pixels, more than 50 million: make it smaller.`);
  }
  if (pages > 1) throw refused("The picture moves: send a single one.");
  if (hasMoreScansThan(SCANS_MAX, file)) {
    throw refused("The picture is built up in too many passes: save it anew, as an ordinary JPEG.");
  }
  return header;
}

const refused = (sentence: string) => new Refused("unsupported_image", sentence);

function refuseDamaged(cause: unknown): never {
  throw Object.assign(refused("The picture is damaged or not whole: send it again, or save it anew."), { cause });
}
