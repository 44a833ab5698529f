import { MODEL_SIZE } from "./exhibit-measures.ts";

type Point = readonly [x: number, y: number, z: number];

/** How a model comes to stand: first scaled about its own origin, then moved. */
export interface Fitting {
  readonly scale: number;
  readonly offset: Point;
}

/**
 * Fits a model whose parts reach from `low` to `high` into a cube of 2 m that stands on the origin: its lowest point is
 * at 0, its middle over the origin. Null when it has no size or one that is no number.
 */
export function fitting(low: Point, high: Point): Fitting | null {
  const size = Math.max(high[0] - low[0], high[1] - low[1], high[2] - low[2]);
  if (!Number.isFinite(size) || size <= 0) return null;
  const scale = MODEL_SIZE / size;
  return { scale, offset: [(-scale * (low[0] + high[0])) / 2, -scale * low[1], (-scale * (low[2] + high[2])) / 2] };
}
