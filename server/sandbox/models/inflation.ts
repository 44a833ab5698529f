import type { Outline } from "./outline.ts";
import { createPlane, type Plane, sample } from "./plane.ts";
import type { Profile } from "./profile.ts";

const SWEEPS = 320;
const OVER_RELAXATION = 1.94;
/** A little more than what makes a strip a cylinder: a disc then comes closer to a ball. */
const FULLNESS = 1.05;
/** Below this a leaf or a wire has no body. In pixels. */
const THINNEST = 0.6;

/**
 * Blows the outline up like a balloon. `u` solves Poisson's equation (its Laplacian is -1, and it is 0 at the rim); a
 * strip's `sqrt(2 u)` is then exactly a half circle, so that bottles become round and thin parts stay thin. At flat
 * faces the solid goes on as it was, as if mirrored there.
 *
 * @param relief what to add to the front, in pixels: small against the thickness.
 */
export function inflate(outline: Outline, relief: Plane): Profile {
  const u = solvePoisson(outline);
  const thicknessAt = (x: number, y: number) => FULLNESS * Math.sqrt(2 * Math.max(0, sample(u, x, y)));
  return {
    frontAt: (x, y) => {
      const thickness = thicknessAt(x, y);
      const share = Math.min(1, thickness / 12);
      return Math.max(THINNEST, thickness + share * sample(relief, x, y));
    },
    backAt: (x, y) => Math.max(THINNEST, thicknessAt(x, y)),
    rim: THINNEST,
    // Of a half circle of radius r, 2 u is 2 r d - d².
    bendAt: (x, y, inside) => (2 * sample(u, x, y) + inside * inside) / (2 * Math.max(0.01, inside)),
  };
}

/** By successive over-relaxation, in the rows' order, so that the same outline gives the same numbers. */
function solvePoisson(outline: Outline): Plane {
  const { width, height, shape } = outline;
  const u = createPlane(width, height, () => 0);
  const { values } = u;
  const inside = Int32Array.from([...shape.bits.keys()].filter((index) => shape.bits[index] === 1));
  const links = linksOf(outline, inside);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let order = 0; order < inside.length; order++) {
      const index = inside[order] ?? 0;
      const now = values[index] ?? 0;
      let [sum, count] = [1, 0];
      for (let link = order * 4; link < order * 4 + 4; link++) {
        const neighbour = links[link] ?? NO_LINK;
        if (neighbour === NO_LINK) continue;
        sum += values[neighbour] ?? 0;
        count++;
      }
      values[index] = now + OVER_RELAXATION * (sum / Math.max(1, count) - now);
    }
  }
  goOnBehindFaces(outline, values);
  return u;
}

const NO_LINK = -1;

/** Four neighbours of each pixel. One behind a flat face does not count, which is what a mirrored one would come to. */
function linksOf({ width, shape, faceAt }: Outline, inside: Int32Array): Int32Array {
  const links = new Int32Array(inside.length * 4);
  for (const [order, index] of inside.entries()) {
    for (const [side, neighbour] of [index - 1, index + 1, index - width, index + width].entries()) {
      const counts = shape.bits[neighbour] === 1 || faceAt(neighbour % width, Math.floor(neighbour / width)) === "none";
      links[order * 4 + side] = counts ? neighbour : NO_LINK;
    }
  }
  return links;
}

/** Right behind a face the values of the pixel before it, so that the face itself has the full thickness. */
function goOnBehindFaces({ width, height, shape, faceAt }: Outline, values: Float32Array): void {
  const before = { below: [0, -1], base: [0, -1], above: [0, 1], left: [1, 0], right: [-1, 0] } as const;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const face = faceAt(x, y);
      if (face === "none" || shape.bits[y * width + x] === 1) continue;
      const [dx, dy] = before[face];
      for (let step = 1; step <= 4; step++) {
        const from = (y + dy * step) * width + x + dx * step;
        if (shape.bits[from] !== 1) continue;
        values[y * width + x] = values[from] ?? 0;
        break;
      }
    }
  }
}
