import type { Outline } from "./outline.ts";

/** Side of the square texture, in texels. The front takes three quarters of it, the back, which has less to show, one. */
const SIDE = 1024;
const FRONT_SIDE = 768;
/** Room around the outline in its window, in the outline's pixels: distant mip levels must not meet the neighbour. */
const WINDOW_MARGIN = 4;

/** The texture of a solid: pixels, and where each place of the outline lies in them. */
export interface Skin {
  readonly side: number;
  /** Red, green, blue; rows from the top. */
  readonly rgb: Uint8Array;
  /** Of a place of the outline, seen from the front; 0..1, v down. */
  front(x: number, y: number): readonly [u: number, v: number];
  /** The same, as it looks from the back. */
  back(x: number, y: number): readonly [u: number, v: number];
}

/** One side of the solid in the texture: `width` by `height` texels that show the same part of the outline. */
export interface SkinArea {
  readonly width: number;
  readonly height: number;
  /** The place of the outline that the middle of the first texel shows, and how far it is to the next ones. */
  readonly left: number;
  readonly top: number;
  readonly stepX: number;
  readonly stepY: number;
}

/** Both sides of a skin that is to be painted, and how they are put together. */
export interface SkinLayout {
  readonly front: SkinArea;
  readonly back: SkinArea;
  /** The colours of both areas, 0..255, three for each texel. */
  assemble(front: Float32Array, back: Float32Array): Skin;
}

/** Calls `see` for every texel with its index and the place of the outline that its middle shows. */
export function forEachTexel(area: SkinArea, see: (index: number, x: number, y: number) => void): void {
  for (let row = 0; row < area.height; row++) {
    for (let column = 0; column < area.width; column++) {
      see(row * area.width + column, area.left + column * area.stepX, area.top + row * area.stepY);
    }
  }
}

/** The same part of the outline with other texels. */
export function resampled(area: SkinArea, width: number, height: number): SkinArea {
  const [stepX, stepY] = [(area.stepX * area.width) / width, (area.stepY * area.height) / height];
  return {
    width,
    height,
    left: area.left + (stepX - area.stepX) / 2,
    top: area.top + (stepY - area.stepY) / 2,
    stepX,
    stepY,
  };
}

/** Side by side for what is higher than wide, else the back below the front. */
export function layOutSkin(outline: Outline): SkinLayout {
  const window = windowOf(outline);
  const isTall = window.height >= window.width;
  const backSide = SIDE - FRONT_SIDE;
  const [frontWidth, frontHeight] = isTall ? [FRONT_SIDE, SIDE] : [SIDE, FRONT_SIDE];
  const [backWidth, backHeight] = isTall ? [backSide, SIDE] : [SIDE, backSide];
  const [backLeft, backTop] = isTall ? [FRONT_SIDE, 0] : [0, FRONT_SIDE];

  const area = (width: number, height: number): SkinArea => ({
    width,
    height,
    left: window.left + (0.5 * window.width) / width,
    top: window.top + (0.5 * window.height) / height,
    stepX: window.width / width,
    stepY: window.height / height,
  });
  const mapTo =
    (left: number, top: number, width: number, height: number) =>
    (x: number, y: number): readonly [number, number] => [
      (left + ((x - window.left) / window.width) * width) / SIDE,
      (top + ((y - window.top) / window.height) * height) / SIDE,
    ];
  return {
    front: area(frontWidth, frontHeight),
    back: area(backWidth, backHeight),
    assemble(front, back) {
      const rgb = new Uint8Array(SIDE * SIDE * 3);
      place(rgb, front, 0, 0, frontWidth);
      place(rgb, back, backLeft, backTop, backWidth);
      return {
        side: SIDE,
        rgb,
        front: mapTo(0, 0, frontWidth, frontHeight),
        back: mapTo(backLeft, backTop, backWidth, backHeight),
      };
    },
  };
}

function place(rgb: Uint8Array, colours: Float32Array, left: number, top: number, width: number): void {
  const rows = colours.length / 3 / width;
  for (let row = 0; row < rows; row++) {
    const line = colours.subarray(row * width * 3, (row + 1) * width * 3);
    rgb.set(Uint8ClampedArray.from(line), ((top + row) * SIDE + left) * 3);
  }
}

interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The part of the outline that the shape takes up. */
function windowOf({ width, shape }: Outline): Window {
  let [left, right, top, bottom] = [Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY, 0];
  for (let index = 0; index < shape.bits.length; index++) {
    if (shape.bits[index] !== 1) continue;
    const [x, y] = [index % width, Math.floor(index / width)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  return {
    left: left - WINDOW_MARGIN,
    top: top - WINDOW_MARGIN,
    width: right - left + 2 * WINDOW_MARGIN,
    height: bottom - top + 2 * WINDOW_MARGIN,
  };
}
