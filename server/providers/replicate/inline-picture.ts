import sharp from "sharp";

/** What Replicate advises for a data URI, before it is written in base64. */
const maxBytes = 256 * 1024;
/** From the first that fits, in pixels of the longer side. */
const sizes = [1024, 768, 512] as const;

/** A picture as a data URI that Replicate takes inside a request: as it is, or smaller and a JPEG. */
export async function asDataUri({ bytes, contentType }: { bytes: Uint8Array; contentType: string }): Promise<string> {
  if (bytes.byteLength <= maxBytes) return dataUri(bytes, contentType);
  let smaller = bytes;
  for (const size of sizes) {
    smaller = await sharp(bytes)
      .resize({ width: size, height: size, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#fff" })
      .jpeg({ quality: 85 })
      .toBuffer();
    if (smaller.byteLength <= maxBytes) break;
  }
  return dataUri(smaller, "image/jpeg");
}

const dataUri = (bytes: Uint8Array, contentType: string): string =>
  `data:${contentType};base64,${Buffer.from(bytes).toString("base64")}`;
