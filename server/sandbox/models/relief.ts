import { labOf } from "./lab.ts";
import type { Outline } from "./outline.ts";
import type { Picture } from "./picture.ts";
import { blur, createPlane, type Plane } from "./plane.ts";
import type { Bitmap } from "./regions.ts";

/** Pixels of height per unit of L*. */
const HEIGHT_PER_LIGHTNESS = 0.055;
const FINE = 1;
const COARSE = 5;
/** Beyond this a difference in brightness is paint and not form. */
const MOST_LIGHTNESS = 22;

/**
 * What is brighter than its surroundings stands out a little: folds, eyes, letters. In the outline's pixels.
 *
 * @param margin where in the outline the picture's corner lies.
 */
export function reliefOf(picture: Picture, outline: Outline, margin: number): Plane {
  const { width, height, shape } = outline;
  const lightness = createPlane(width, height, (x, y) => {
    const column = Math.max(0, Math.min(picture.width - 1, x - margin));
    const row = Math.max(0, Math.min(picture.height - 1, y - margin));
    const at = (row * picture.width + column) * 4;
    return labOf(picture.rgba[at] ?? 0, picture.rgba[at + 1] ?? 0, picture.rgba[at + 2] ?? 0)[0];
  });
  const fine = blurWithin(lightness, shape, FINE);
  const coarse = blurWithin(lightness, shape, COARSE);
  return createPlane(width, height, (x, y) => {
    const difference = fine(y * width + x) - coarse(y * width + x);
    return HEIGHT_PER_LIGHTNESS * Math.max(-MOST_LIGHTNESS, Math.min(MOST_LIGHTNESS, difference));
  });
}

/** What lies outside the shape does not count: a white backdrop is no form. */
function blurWithin({ width, height, values }: Plane, { bits }: Bitmap, radius: number): (index: number) => number {
  const inside = blur({ width, height, values: Float32Array.from(bits) }, radius);
  const sum = blur({ width, height, values: values.map((value, index) => value * (bits[index] ?? 0)) }, radius);
  return (index) => {
    const weight = inside.values[index] ?? 0;
    return weight > 0.01 ? (sum.values[index] ?? 0) / weight : 0;
  };
}
