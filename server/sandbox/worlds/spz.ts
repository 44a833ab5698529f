import { gzipSync } from "node:zlib";
import { clamp } from "./curves.ts";
import type { SplatCloud } from "./splat-cloud.ts";

const MAGIC = 0x5053474e;
/** Version 4 is newer, but the readers built into viewers know 2 and 3 only; 2 loses up to 10° of rotation. */
const VERSION = 3;
const HEADER_BYTES = 16;
const BYTES_PER_SPLAT = 20;
const FRACTIONAL_BITS = 12;
/** Colours are kept as the first spherical harmonic, scaled so that a byte covers −0.44 to 1.44. */
const COLOUR_SCALE = (0.15 * 255) / 0.28209479177387814;

/**
 * A splat file in the SPZ format, version 3: gzip over a header and planar arrays. The file's y axis points **down**
 * (x right, z forward), as in the files of the real provider: y is mirrored, and the rotation (x, y, z, w) becomes
 * (−x, y, −z, w). A viewer with y up and a left-handed frame shows it with `scaling.y = -1`.
 */
export function writeSpz(cloud: SplatCloud): Uint8Array {
  const { count } = cloud;
  const bytes = new Uint8Array(HEADER_BYTES + count * BYTES_PER_SPLAT);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, VERSION, true);
  view.setUint32(8, count, true);
  view.setUint8(13, FRACTIONAL_BITS);

  let offset = HEADER_BYTES;
  for (let index = 0; index < count * 3; index++) {
    const metres = (cloud.centres[index] ?? 0) * (index % 3 === 1 ? -1 : 1);
    const fixed = Math.round(metres * (1 << FRACTIONAL_BITS));
    bytes[offset++] = fixed & 255;
    bytes[offset++] = (fixed >> 8) & 255;
    bytes[offset++] = (fixed >> 16) & 255;
  }
  for (let index = 0; index < count; index++) {
    bytes[offset++] = clamp(Math.round((cloud.opacities[index] ?? 0) * 255), 0, 255);
  }
  for (let index = 0; index < count * 3; index++) {
    bytes[offset++] = clamp(Math.round(((cloud.colours[index] ?? 0) - 0.5) * COLOUR_SCALE + 127.5), 0, 255);
  }
  for (let index = 0; index < count * 3; index++) {
    bytes[offset++] = clamp(Math.round((Math.log(cloud.sigmas[index] ?? 1) + 10) * 16), 0, 255);
  }
  for (let index = 0; index < count; index++, offset += 4) {
    view.setUint32(offset, packRotation(cloud.rotations, index * 4), true);
  }
  return new Uint8Array(gzipSync(bytes, { level: 6 }));
}

/** The largest component is left out (its index, 2 bits); the others follow with a sign and 9 bits each. */
function packRotation(rotations: Float32Array, at: number): number {
  const q = [-(rotations[at] ?? 0), rotations[at + 1] ?? 0, -(rotations[at + 2] ?? 0), rotations[at + 3] ?? 1];
  let largest = 0;
  for (let axis = 1; axis < 4; axis++) {
    if (Math.abs(q[axis] ?? 0) > Math.abs(q[largest] ?? 0)) largest = axis;
  }
  const flip = (q[largest] ?? 0) < 0;
  let packed = largest;
  for (let axis = 0; axis < 4; axis++) {
    if (axis === largest) continue;
    const value = q[axis] ?? 0;
    const negative = value < 0 !== flip;
    const size = Math.min(511, Math.floor(511 * Math.abs(value) * Math.SQRT2 + 0.5));
    packed = ((packed << 10) | (negative ? 512 : 0) | size) >>> 0;
  }
  return packed;
}
