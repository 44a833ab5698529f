import { gzipSync } from "node:zlib";
import createSpz, { type GaussianCloud, type SpzModule } from "@adobe/spz";

/** One splat after the other, 20 bytes each: as much as the header says, in the layout of versions 2 and 3. */
export function packedSplats(version: number, count = 100): Uint8Array {
  const bytes = Buffer.alloc(16 + count * 20);
  bytes.writeUInt32LE(0x5053474e, 0);
  bytes.writeUInt32LE(version, 4);
  bytes.writeUInt32LE(count, 8);
  bytes.writeUInt8(12, 13);
  return new Uint8Array(gzipSync(bytes));
}

let loading: Promise<SpzModule> | undefined;
const library = () => {
  loading ??= createSpz({ print: () => undefined, printErr: () => undefined });
  return loading;
};

/** A file of version 4 as the format's own library writes it: what a provider may send one day. */
export async function splatsOfVersion4(count: number): Promise<Uint8Array> {
  const spz = await library();
  const cloud = spz.loadSpzFromBuffer(packedSplats(3, count), { to: spz.CoordinateSystem.UNSPECIFIED });
  cloud.positions = Float32Array.from({ length: count * 3 }, (_, index) => index / 100);
  return spz.saveSpzToBuffer(cloud, {
    version: 4,
    from: spz.CoordinateSystem.UNSPECIFIED,
    sh1Bits: 5,
    shRestBits: 4,
  });
}

export async function readSplats(bytes: Uint8Array): Promise<GaussianCloud> {
  const spz = await library();
  return spz.loadSpzFromBuffer(bytes, { to: spz.CoordinateSystem.UNSPECIFIED });
}

const padded = (start: readonly number[] | string, length = 6000) => {
  const bytes = new Uint8Array(length);
  bytes.set(typeof start === "string" ? Buffer.from(start, "latin1") : start);
  return bytes;
};

export const png = padded([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
export const jpeg = padded([0xff, 0xd8, 0xff, 0xe0]);
export const webp = padded("RIFF\x10\x00\x00\x00WEBPVP8 ");
export const glb = padded("glTF\x02\x00\x00\x00");
export const glbOfVersion1 = padded("glTF\x01\x00\x00\x00");
export const webm = padded(
  "\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webmB\x87\x81\x04",
);
export const matroska = padded("\x1aE\xdf\xa3\xa3B\x86\x81\x01B\x82\x88matroska");
export const mp4 = padded("\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41");
export const heic = padded("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic");
export const html = padded("<!doctype html><title>Sign in</title>");
