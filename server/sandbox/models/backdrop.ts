import { labOf } from "./lab.ts";
import type { Picture } from "./picture.ts";
import { createPlane, type Plane } from "./plane.ts";

/** How a picture differs from what lies behind its object. */
export interface Backdrop {
  /** Difference of each pixel from the backdrop at that place, in L*a*b* units. */
  readonly difference: Plane;
  /** The same, with what a soft shadow changes (darker, the same hue) left out. */
  readonly hueDifference: Plane;
  /** The difference that nine tenths of the backdrop's border stay below: small for an even one, infinite for none. */
  readonly unevenness: number;
}

/** Rounds of fitting the border, each without the pixels that stood out in the one before: parts of the object. */
const FITTING_ROUNDS = 6;
/** Differences up to this are never a reason to stand out, in L*a*b* units. */
const LEAST_LIMIT = 4;
/** A wall changes by its light; what changes more than this, in the same units, is a sky over a ground. */
const MOST_CHANGE = 45;
/** At least this share of the border shows the backdrop; the rest may be the object, cut off by the picture's edge. */
const LEAST_BORDER = 0.55;

/**
 * The backdrop is taken to be a colour that changes evenly over the picture, as a studio's wall does: a plane through
 * the colours along the border.
 */
export function backdropOf(picture: Picture): Backdrop {
  const { width, height } = picture;
  const lab = labPlanes(picture);
  const border = borderPlaces(width, height);
  let fits = lab.map((channel) => fitPlane(channel, border));
  let errors = errorsAlong(border, lab, fits);
  let shown: readonly Place[] = border;
  for (let round = 0; round < FITTING_ROUNDS; round++) {
    const limit = Math.max(LEAST_LIMIT, 2.5 * quantile(errors, 0.5));
    shown = border.filter((_, index) => (errors[index] ?? 0) <= limit);
    fits = lab.map((channel) => fitPlane(channel, shown));
    errors = errorsAlong(border, lab, fits);
  }
  const isShown = shown.length >= border.length * LEAST_BORDER && changeOver(picture, fits) <= MOST_CHANGE;
  const [lightness, a, b] = lab.map((channel, index) =>
    createPlane(width, height, (x, y) => offBy(channel, fits[index], x, y)),
  );
  const hueAt = (index: number) => Math.hypot(a?.values[index] ?? 0, b?.values[index] ?? 0);
  const lightnessAt = (index: number) => lightness?.values[index] ?? 0;
  return {
    difference: createPlane(width, height, (x, y) => Math.hypot(lightnessAt(y * width + x), hueAt(y * width + x))),
    hueDifference: createPlane(width, height, (x, y) => {
      const index = y * width + x;
      return Math.hypot(Math.max(0, lightnessAt(index)), hueAt(index));
    }),
    unevenness: isShown ? quantile(errorsAlong(shown, lab, fits), 0.9) : Number.POSITIVE_INFINITY,
  };
}

/** How much the backdrop's colour changes from one end of the picture to the other. */
function changeOver({ width, height }: Picture, fits: readonly Fit[]): number {
  return Math.hypot(...fits.map(({ slopeX, slopeY }) => Math.abs(slopeX) * width + Math.abs(slopeY) * height));
}

function offBy(channel: Plane, fit: Fit | undefined, x: number, y: number): number {
  const expected = fit === undefined ? 0 : fit.base + fit.slopeX * x + fit.slopeY * y;
  return (channel.values[y * channel.width + x] ?? 0) - expected;
}

function errorsAlong(border: readonly Place[], lab: readonly Plane[], fits: readonly Fit[]): readonly number[] {
  return border.map(([x, y]) => Math.hypot(...lab.map((channel, index) => offBy(channel, fits[index], x, y))));
}

function labPlanes({ width, height, rgba }: Picture): readonly Plane[] {
  const planes = [0, 1, 2].map(() => createPlane(width, height, () => 0));
  for (let index = 0; index < width * height; index++) {
    const lab = labOf(rgba[index * 4] ?? 0, rgba[index * 4 + 1] ?? 0, rgba[index * 4 + 2] ?? 0);
    for (const [channel, plane] of planes.entries()) plane.values[index] = lab[channel] ?? 0;
  }
  return planes;
}

type Place = readonly [x: number, y: number];

/** Two pixels deep: the outermost row of a scanned or scaled picture is often off. */
function borderPlaces(width: number, height: number): readonly Place[] {
  const places: Place[] = [];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (x < 2 || y < 2 || x >= width - 2 || y >= height - 2) places.push([x, y]);
    }
  }
  return places;
}

/** `base + slopeX * x + slopeY * y`, in pixels. */
interface Fit {
  readonly base: number;
  readonly slopeX: number;
  readonly slopeY: number;
}

/** Least squares. */
function fitPlane({ width, values }: Plane, places: readonly Place[]): Fit {
  const count = Math.max(1, places.length);
  let [meanX, meanY, mean] = [0, 0, 0];
  for (const [x, y] of places) {
    meanX += x / count;
    meanY += y / count;
    mean += (values[y * width + x] ?? 0) / count;
  }
  let [xx, xy, yy, xv, yv] = [1e-6, 0, 1e-6, 0, 0];
  for (const [x, y] of places) {
    const [dx, dy, dv] = [x - meanX, y - meanY, (values[y * width + x] ?? 0) - mean];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
    xv += dx * dv;
    yv += dy * dv;
  }
  const determinant = xx * yy - xy * xy;
  const slopeX = (xv * yy - yv * xy) / determinant;
  const slopeY = (yv * xx - xv * xy) / determinant;
  return { base: mean - slopeX * meanX - slopeY * meanY, slopeX, slopeY };
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
