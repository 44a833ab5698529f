import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** A picture whose upper left quarter is red and whose rest is blue. */
export async function drawn(width: number, height: number) {
  const plain = (background: string) => ({ create: { width, height, channels: 3 as const, background } });
  const red = await sharp(plain("#f00"))
    .resize(width >> 1, height >> 1)
    .png()
    .toBuffer();
  const drawing = await sharp(plain("#00f"))
    .composite([{ input: red, left: 0, top: 0 }])
    .png()
    .toBuffer();
  return sharp(drawing);
}

/** A picture that no encoder can make small. */
export const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: "#000", noise: { type: "gaussian", mean: 128, sigma: 60 } },
  });

/** A PNG file that says it has so many pixels, all black, one bit each. */
export function blackPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height);
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const chunks = [pngChunk("IHDR", header), pngChunk("IDAT", deflateSync(rows)), pngChunk("IEND")];
  return Buffer.concat([signature, ...chunks]);
}

function pngChunk(type: string, content: Uint8Array = new Uint8Array()): Buffer {
  const typed = Buffer.concat([Buffer.from(type), content]);
  const chunk = Buffer.alloc(typed.length + 8);
  chunk.writeUInt32BE(content.length, 0);
  typed.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(typed), typed.length + 4);
  return chunk;
}

/** A JPEG file whose last pass over the pixels is there so many times more. */
export async function jpegOfManyScans(scans: number): Promise<Buffer> {
  const file = await noise(64, 64).jpeg({ progressive: true }).toBuffer();
  const last = file.subarray(file.lastIndexOf(Buffer.of(0xff, 0xda)), -2);
  return Buffer.concat([file.subarray(0, -2), ...Array.from({ length: scans }, () => last), file.subarray(-2)]);
}

/** A WebP file of two frames. */
export async function movingWebp(): Promise<Buffer> {
  const frames = await noise(20, 40).raw().toBuffer();
  return sharp(frames, { raw: { width: 20, height: 40, channels: 3, pageHeight: 20 } })
    .webp()
    .toBuffer();
}
