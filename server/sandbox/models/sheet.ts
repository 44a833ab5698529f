import type { Cells } from "./cells.ts";
import type { Face, Outline } from "./outline.ts";
import { sample, uphill } from "./plane.ts";
import type { Profile } from "./profile.ts";

/** Where a corner of the cells ended up, in the outline's pixels. */
export interface SheetPoint {
  readonly x: number;
  readonly y: number;
  readonly isRim: boolean;
  /** The flat face that a rim point lies on. */
  readonly face: Face;
}

/** The cells with their corners moved, so that their border follows the outline. Points are numbered from 0. */
export interface Sheet {
  readonly points: readonly SheetPoint[];
  /** Each cell's corners: upper left, upper right, lower left, lower right. */
  readonly quads: readonly (readonly [number, number, number, number])[];
  /** The border's edges, with the inside on their left as one sees the sheet (y down). */
  readonly border: readonly (readonly [from: number, to: number])[];
}

/** A corner may move by this many steps, so that no cell turns over. */
const MOST_MOVED = 0.75;
/** How many steps deep the cells are drawn towards the rim, where the surface bends most. */
const DRAWN_STEPS = 4.5;
const SMOOTHING_ROUNDS = 2;

interface Corner {
  readonly column: number;
  readonly row: number;
  readonly isRim: boolean;
  x: number;
  y: number;
  face: Face;
}

export function cutSheet(outline: Outline, cells: Cells, profile: Profile): Sheet {
  const corners: Corner[] = [];
  const numbers = new Map<number, number>();
  const keyOf = (column: number, row: number) => row * (cells.columns + 1) + column;
  const quads: (readonly [number, number, number, number])[] = [];
  const border: (readonly [number, number])[] = [];

  function cornerAt(column: number, row: number): number {
    const key = keyOf(column, row);
    const known = numbers.get(key);
    if (known !== undefined) return known;
    const around = [cells.has(column - 1, row - 1), cells.has(column, row - 1), cells.has(column - 1, row)];
    corners.push({
      column,
      row,
      isRim: !(around.every(Boolean) && cells.has(column, row)),
      x: cells.originX + column * cells.step,
      y: cells.originY + row * cells.step,
      face: "none",
    });
    numbers.set(key, corners.length - 1);
    return corners.length - 1;
  }

  for (let row = 0; row < cells.rows; row++) {
    for (let column = 0; column < cells.columns; column++) {
      if (!cells.has(column, row)) continue;
      const upperLeft = cornerAt(column, row);
      const upperRight = cornerAt(column + 1, row);
      const lowerLeft = cornerAt(column, row + 1);
      const lowerRight = cornerAt(column + 1, row + 1);
      quads.push([upperLeft, upperRight, lowerLeft, lowerRight]);
      if (!cells.has(column, row - 1)) border.push([upperRight, upperLeft]);
      if (!cells.has(column, row + 1)) border.push([lowerLeft, lowerRight]);
      if (!cells.has(column - 1, row)) border.push([upperLeft, lowerLeft]);
      if (!cells.has(column + 1, row)) border.push([lowerRight, upperRight]);
    }
  }
  const neighbours = (corner: Corner) =>
    [
      [0, -1],
      [0, 1],
      [-1, 0],
      [1, 0],
    ].flatMap(([dx = 0, dy = 0]) => {
      const number = numbers.get(keyOf(corner.column + dx, corner.row + dy));
      const found = number === undefined ? undefined : corners[number];
      return found === undefined ? [] : [found];
    });
  for (const corner of corners) if (corner.isRim) moveToOutline(outline, corner, cells.step);
  for (let round = 0; round < SMOOTHING_ROUNDS; round++) {
    for (const corner of corners) if (!corner.isRim) moveBetween(corner, neighbours(corner));
  }
  for (const corner of corners) if (!corner.isRim) drawTowardsRim(outline, corner, cells.step, profile);
  return { points: corners.map(({ x, y, isRim, face }) => ({ x, y, isRim, face })), quads, border };
}

function moveToOutline(outline: Outline, corner: Corner, step: number): void {
  const [fromX, fromY] = [corner.x, corner.y];
  const limit = MOST_MOVED * step;
  for (let round = 0; round < 8; round++) {
    const distance = sample(outline.edge, corner.x, corner.y);
    const [dx, dy] = uphill(outline.edge, corner.x, corner.y);
    corner.x = fromX + clamp(corner.x - distance * dx * 0.8 - fromX, limit);
    corner.y = fromY + clamp(corner.y - distance * dy * 0.8 - fromY, limit);
  }
  const [dx, dy] = uphill(outline.edge, corner.x, corner.y);
  corner.face = outline.faceAt(corner.x - 1.6 * dx, corner.y - 1.6 * dy);
  const { below, above, left, right } = outline.faceLine;
  if (corner.face === "below") corner.y = below;
  if (corner.face === "above") corner.y = above;
  if (corner.face === "left") corner.x = left;
  if (corner.face === "right") corner.x = right;
}

function moveBetween(corner: Corner, neighbours: readonly Corner[]): void {
  corner.x = neighbours.reduce((sum, each) => sum + each.x, 0) / neighbours.length;
  corner.y = neighbours.reduce((sum, each) => sum + each.y, 0) / neighbours.length;
}

/** A distance d becomes d² / reach: on a round rim, equal steps of the surface instead of equal steps of the picture. */
function drawTowardsRim(outline: Outline, corner: Corner, step: number, profile: Profile): void {
  const inside = sample(outline.rim, corner.x, corner.y);
  const reach = Math.min(DRAWN_STEPS * step, profile.bendAt(corner.x, corner.y, inside));
  if (inside <= 0 || inside >= reach) return;
  const [dx, dy] = uphill(outline.rim, corner.x, corner.y);
  const by = inside - (inside * inside) / reach;
  corner.x -= dx * by;
  corner.y -= dy * by;
}

function clamp(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
