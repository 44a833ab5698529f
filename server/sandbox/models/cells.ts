import { isInside, type Outline } from "./outline.ts";
import { sample } from "./plane.ts";
import { regionsOf } from "./regions.ts";

/** Squares of a grid laid over an outline. The corner of column `c` and row `r` lies at `origin + [c, r] * step` pixels. */
export interface Cells {
  readonly columns: number;
  readonly rows: number;
  readonly step: number;
  readonly originX: number;
  readonly originY: number;
  has(column: number, row: number): boolean;
}

/** A part of fewer cells would be a splinter. */
const LEAST_CELLS = 6;

/**
 * The cells whose middle lies inside. No two of them touch at a corner only: their sheet's border is then a set of simple
 * loops. A line of the grid runs along the ground.
 */
export function layCells(outline: Outline, step: number): Cells {
  const ground = outline.faceLine.below;
  const columns = Math.ceil(outline.width / step);
  const rows = Math.ceil(outline.height / step);
  const originX = (outline.width - columns * step) / 2;
  const originY = ground - Math.floor(ground / step) * step;
  const middle = (column: number, row: number) =>
    [originX + (column + 0.5) * step, originY + (row + 0.5) * step] as const;
  const bits = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (isInside(outline, ...middle(column, row))) bits[row * columns + column] = 1;
    }
  }
  for (const region of regionsOf({ width: columns, height: rows, bits })) {
    if (region.length < LEAST_CELLS) for (const index of region) bits[index] = 0;
  }
  const depth = (index: number) => sample(outline.edge, ...middle(index % columns, Math.floor(index / columns)));
  joinCorners(bits, columns, rows, depth);
  const has = (column: number, row: number) =>
    column >= 0 && row >= 0 && column < columns && row < rows && bits[row * columns + column] === 1;
  return { columns, rows, step, originX, originY, has };
}

/** Where two cells touch at a corner only, the deeper one of the two between them is added, until there are none. */
function joinCorners(bits: Uint8Array, columns: number, rows: number, depth: (index: number) => number): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (let row = 0; row + 1 < rows; row++) {
      for (let column = 0; column + 1 < columns; column++) {
        const [a, b] = [row * columns + column, row * columns + column + 1];
        const [c, d] = [a + columns, b + columns];
        if (bits[a] !== bits[d] || bits[b] !== bits[c] || bits[a] === bits[b]) continue;
        const [one, other] = bits[a] === 1 ? [b, c] : [a, d];
        bits[depth(one) >= depth(other) ? one : other] = 1;
        changed = true;
      }
    }
  }
}
