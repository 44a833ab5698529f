import { gunzipSync, constants as zlib } from "node:zlib";

/** A kind of file that we take in, known by its first bytes and not by what its sender calls it. */
export interface Format {
  readonly ext: string;
  readonly contentType: string;
  /** @param head the first bytes of the file, at least `HEAD_BYTES` of them where it has so many. */
  matches(head: Uint8Array): boolean;
}

/** Enough for every format's signature, also where it must be unpacked first. */
export const HEAD_BYTES = 4096;

export const png: Format = {
  ext: "png",
  contentType: "image/png",
  matches: (head) => startsWith(head, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
};

export const jpeg: Format = {
  ext: "jpg",
  contentType: "image/jpeg",
  matches: (head) => startsWith(head, [0xff, 0xd8, 0xff]),
};

export const webp: Format = {
  ext: "webp",
  contentType: "image/webp",
  matches: (head) => startsWith(head, ascii("RIFF")) && startsWith(head.subarray(8), ascii("WEBP")),
};

/** glTF 2.0 in one binary file. */
export const glb: Format = {
  ext: "glb",
  contentType: "model/gltf-binary",
  matches: (head) => startsWith(head, ascii("glTF")) && uint32(head, 4) === 2,
};

/** Little-endian, this reads `NGSP`. */
const SPZ_MAGIC = 0x5053474e;

/** Packed Gaussian splats, gzip around planar arrays: the versions that the client's renderer reads. */
export const spz: Format = {
  ext: "spz",
  contentType: "application/octet-stream",
  matches(head) {
    if (!startsWith(head, [0x1f, 0x8b])) return false;
    const header = unpackedStart(head);
    const version = uint32(header, 4);
    return uint32(header, 0) === SPZ_MAGIC && (version === 2 || version === 3);
  },
};

/** From version 4 on the magic number stands at the front and the arrays are packed by zstd; the renderer refuses it. */
export const spz4: Format = {
  ext: "spz",
  contentType: "application/octet-stream",
  matches: (head) => uint32(head, 0) === SPZ_MAGIC && (uint32(head, 4) ?? 0) >= 4,
};

/** EBML whose document type is `webm`; Matroska at large begins alike. */
export const webm: Format = {
  ext: "webm",
  contentType: "video/webm",
  matches: (head) =>
    startsWith(head, [0x1a, 0x45, 0xdf, 0xa3]) &&
    /B\x82.{1,8}webm/s.test(Buffer.from(head.subarray(0, 64)).toString("latin1")),
};

/** The brands that browsers play; pictures and QuickTime are the same container under others. */
const MP4_BRANDS = ["isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "dash"];

export const mp4: Format = {
  ext: "mp4",
  contentType: "video/mp4",
  matches: (head) =>
    startsWith(head.subarray(4), ascii("ftyp")) &&
    MP4_BRANDS.some((brand) => startsWith(head.subarray(8), ascii(brand))),
};

/** What a stored file is served as. */
export function contentTypeOf(ext: string): string {
  return (
    [png, jpeg, webp, glb, spz, webm, mp4].find((format) => format.ext === ext)?.contentType ??
    "application/octet-stream"
  );
}

/** The beginning of a gzip file whose end is missing; empty when even that cannot be unpacked. */
function unpackedStart(head: Uint8Array): Uint8Array {
  try {
    return gunzipSync(head, { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: 64 * 1024 * 1024 });
  } catch (error) {
    if (error instanceof Error && "code" in error) return new Uint8Array();
    throw error;
  }
}

const ascii = (text: string): number[] => [...text].map((character) => character.charCodeAt(0));

const startsWith = (bytes: Uint8Array, signature: readonly number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

const uint32 = (bytes: Uint8Array, offset: number): number | undefined =>
  bytes.length < offset + 4 ? undefined : new DataView(bytes.buffer, bytes.byteOffset).getUint32(offset, true);
