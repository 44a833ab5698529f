import { createPlane, type Plane } from "./plane.ts";
import type { Bitmap } from "./regions.ts";

const FAR = 1e12;

/**
 * Signed distance in pixels to the edge of a shape: positive inside, negative outside. The edge lies half-way between
 * pixel centres.
 */
export function signedDistance(shape: Bitmap): Plane {
  const inside = squaredDistance(shape, 0);
  const outside = squaredDistance(shape, 1);
  return createPlane(shape.width, shape.height, (x, y) => {
    const index = y * shape.width + x;
    return shape.bits[index] === 1
      ? Math.sqrt(inside[index] ?? 0) - 0.5
      : 0.5 - Math.sqrt(Math.min(FAR, outside[index] ?? 0));
  });
}

/** Squared distance of every pixel to the nearest one whose bit is `bit` (Felzenszwalb and Huttenlocher's method). */
function squaredDistance({ width, height, bits }: Bitmap, bit: 0 | 1): Float64Array {
  const squared = Float64Array.from(bits, (each) => (each === bit ? 0 : FAR));
  const size = Math.max(width, height);
  const scratch = { line: new Float64Array(size), roots: new Int32Array(size), bounds: new Float64Array(size + 1) };
  for (let x = 0; x < width; x++) transformLine(squared, x, width, height, scratch);
  for (let y = 0; y < height; y++) transformLine(squared, y * width, 1, width, scratch);
  return squared;
}

interface Scratch {
  readonly line: Float64Array;
  /** Where the parabolas of the lower envelope have their lowest points. */
  readonly roots: Int32Array;
  /** From where on each of them is the lowest. */
  readonly bounds: Float64Array;
}

/** Replaces a line by the lower envelope of the parabolas that stand on its values. */
function transformLine(values: Float64Array, start: number, stride: number, length: number, scratch: Scratch): void {
  const { line, roots, bounds } = scratch;
  for (let index = 0; index < length; index++) line[index] = values[start + index * stride] ?? FAR;
  const raised = (index: number) => (line[index] ?? FAR) + index * index;
  let last = 0;
  roots[0] = 0;
  bounds[0] = Number.NEGATIVE_INFINITY;
  bounds[1] = Number.POSITIVE_INFINITY;
  for (let index = 1; index < length; index++) {
    let root = roots[last] ?? 0;
    let meet = (raised(index) - raised(root)) / (2 * (index - root));
    while (meet <= (bounds[last] ?? 0)) {
      last--;
      root = roots[last] ?? 0;
      meet = (raised(index) - raised(root)) / (2 * (index - root));
    }
    last++;
    roots[last] = index;
    bounds[last] = meet;
    bounds[last + 1] = Number.POSITIVE_INFINITY;
  }
  let envelope = 0;
  for (let index = 0; index < length; index++) {
    while ((bounds[envelope + 1] ?? FAR) < index) envelope++;
    const root = roots[envelope] ?? 0;
    values[start + index * stride] = (index - root) ** 2 + (line[root] ?? FAR);
  }
}
