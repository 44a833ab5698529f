import type { Bitmap } from "./regions.ts";

/** A foot that is this level, in pixels, is flat, and drawn down to the ground where it is as close to that. */
const LEVEL = 2;
/**
 * Seen a little from above, the near edge of a round base is an arc: as a share of the whole height no higher than this
 * above the lowest point, and no steeper than this.
 */
const BASE_SHARE = 0.07;
const BASE_SLOPE = 0.4;
/** A base is at least this share as wide as the shape is a little above it (a share of the height): a ball has none. */
const BASE_WIDTH_SHARE = 0.7;
const ABOVE_SHARE = 0.08;
/** A foot is at least this share of the shape's width: a point stays a point. */
const FOOT_WIDTH_SHARE = 0.03;

/** A column of pixels that ends in a face: level, or part of the arc that a round base shows. */
interface FootColumn {
  readonly x: number;
  /** Its lowest pixel. */
  readonly bottom: number;
  readonly isLevel: boolean;
}

interface Feet {
  readonly columns: readonly FootColumn[];
  /** The row right below the shape. */
  readonly ground: number;
}

/** Finds what a shape stands on, and draws it down to the ground where it nearly touches it. */
export function setDown({ width, height, bits }: Bitmap): Feet {
  const bottoms = Array.from({ length: width }, (_, x) => {
    for (let y = height - 1; y >= 0; y--) if (bits[y * width + x] === 1) return y;
    return -1;
  });
  const used = bottoms.filter((bottom) => bottom >= 0).length;
  const lowest = Math.max(...bottoms);
  const tall = lowest - Math.floor(bits.indexOf(1) / width);
  const isBase = (x: number) => {
    const [before, after] = [bottoms[x - 3] ?? -1, bottoms[x + 3] ?? -1];
    const [from, to] = [before < 0 ? (bottoms[x] ?? 0) : before, after < 0 ? (bottoms[x] ?? 0) : after];
    return (bottoms[x] ?? -1) >= lowest - BASE_SHARE * tall && Math.abs(to - from) <= 6 * BASE_SLOPE;
  };
  const columns: FootColumn[] = [];
  for (const run of runsOf(width, isBase)) {
    const above = Math.round(Math.min(...run.map((x) => bottoms[x] ?? 0)) - ABOVE_SHARE * tall);
    const isBall = run.length < BASE_WIDTH_SHARE * spanAround(bits, width, run[run.length >> 1] ?? 0, above);
    if (isBall || run.length < Math.max(4, FOOT_WIDTH_SHARE * used)) continue;
    const isLevel = run.every((x) => (bottoms[x] ?? 0) >= lowest - LEVEL);
    for (const x of run) columns.push({ x, bottom: isLevel ? lowest : (bottoms[x] ?? lowest), isLevel });
  }
  for (const { x, bottom } of columns) for (let y = bottoms[x] ?? bottom; y <= bottom; y++) bits[y * width + x] = 1;
  return { columns, ground: lowest + 1 };
}

/** How many pixels the shape is wide at a place, without a gap. */
function spanAround(bits: Uint8Array, width: number, x: number, y: number): number {
  const has = (column: number) => column >= 0 && column < width && bits[y * width + column] === 1;
  let [from, to] = [x, x];
  while (has(from - 1)) from--;
  while (has(to + 1)) to++;
  return to - from + 1;
}

/** The unbroken runs of places along a line that are `counted`. */
function runsOf(length: number, counted: (place: number) => boolean): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (let place = 0; place < length; place++) {
    if (!counted(place)) continue;
    if (place > 0 && counted(place - 1)) runs.at(-1)?.push(place);
    else runs.push([place]);
  }
  return runs;
}
