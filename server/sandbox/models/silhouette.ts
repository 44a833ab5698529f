import { backdropOf } from "./backdrop.ts";
import type { Picture } from "./picture.ts";
import type { Plane } from "./plane.ts";
import { type Bitmap, bitmapOf, borderOf, count, flood, withoutHoles, withoutSpecks } from "./regions.ts";

/** A picture counts as cut out when more than this share of it is see-through. */
const CUT_OUT_SHARE = 0.02;
/** What covers less or more of the picture than this is no object before a backdrop. */
const LEAST_COVER = 0.02;
const MOST_COVER = 0.9;
/** Parts smaller than this share of the largest are dust. */
const SPECK_SHARE = 0.02;
/** In a cut-out picture a smaller share of the object than this is a flaw, a larger one the hole of a handle. */
const HOLE_SHARE = 0.004;
/** Above this the border has no one colour: cutting at a busy background looks torn. */
const MOST_UNEVEN = 16;
/** Bounds of the difference, in L*a*b* units, up to which a pixel is backdrop. */
const TOLERANCE = { least: 9, most: 28, perUnevenness: 1.6 };
/** A soft shadow: no darker than this, of the backdrop's hue, without an edge. In L*a*b* units. */
const SHADOW = { darkest: 38, hue: 5, edge: 2.2 };

/**
 * Which pixels show the object: by their alpha where the picture was cut out, else by what can be reached from the
 * border without leaving the backdrop's colour. Null where there is no telling: a scene, a pattern, nothing at all.
 */
export function silhouetteOf(picture: Picture): Bitmap | null {
  const cutOut = cutOutShape(picture);
  if (cutOut !== null) return plausible(withoutHoles(withoutSpecks(cutOut, SPECK_SHARE), HOLE_SHARE * count(cutOut)));
  const before = shapeBeforeBackdrop(picture);
  // What shows through a ring cannot be told from a shirt of the backdrop's colour, so no holes here.
  return before && plausible(withoutHoles(withoutSpecks(before, SPECK_SHARE)));
}

function plausible(shape: Bitmap): Bitmap | null {
  const cover = count(shape) / shape.bits.length;
  return cover >= LEAST_COVER && cover <= MOST_COVER ? shape : null;
}

function cutOutShape({ width, height, rgba }: Picture): Bitmap | null {
  const bits = new Uint8Array(width * height);
  for (let index = 0; index < bits.length; index++) bits[index] = (rgba[index * 4 + 3] ?? 0) >= 128 ? 1 : 0;
  const shape = { width, height, bits };
  return count(shape) < bits.length * (1 - CUT_OUT_SHARE) ? shape : null;
}

function shapeBeforeBackdrop(picture: Picture): Bitmap | null {
  const { width, height } = picture;
  const { difference, hueDifference, unevenness } = backdropOf(picture);
  if (unevenness > MOST_UNEVEN) return null;
  const tolerance = Math.max(TOLERANCE.least, Math.min(TOLERANCE.most, unevenness * TOLERANCE.perUnevenness));
  const isShadow = (index: number) =>
    (difference.values[index] ?? 0) < SHADOW.darkest &&
    (hueDifference.values[index] ?? 0) < SHADOW.hue &&
    edgeAt(difference, index) < SHADOW.edge;
  const backdrop = flood(
    picture,
    borderOf(width, height),
    (index) => (difference.values[index] ?? 0) < tolerance || isShadow(index),
  );
  const { bits } = bitmapOf(width, height, backdrop);
  return withoutFringe({ width, height, bits: bits.map((bit) => 1 - bit) }, difference);
}

/** Pixels on the edge that are less object than backdrop: any tolerance that spares pale objects keeps them. */
function withoutFringe(shape: Bitmap, { values }: Plane): Bitmap {
  const { width, height, bits } = shape;
  const mostAround = (index: number) => {
    let most = 0;
    for (const dy of [-width, 0, width]) {
      for (const dx of [-1, 0, 1]) if (bits[index + dy + dx] === 1) most = Math.max(most, values[index + dy + dx] ?? 0);
    }
    return most;
  };
  const isEdge = (index: number) => [-1, 1, -width, width].some((to) => bits[index + to] === 0);
  return {
    width,
    height,
    bits: bits.map((bit, index) =>
      bit === 1 && isEdge(index) && (values[index] ?? 0) < 0.5 * mostAround(index) ? 0 : bit,
    ),
  };
}

/** How much the plane changes from one neighbour to the next. */
function edgeAt({ width, values }: Plane, index: number): number {
  const here = values[index] ?? 0;
  const to = (neighbour: number) => Math.abs((values[neighbour] ?? here) - here);
  return Math.max(to(index - 1), to(index + 1), to(index - width), to(index + width));
}
