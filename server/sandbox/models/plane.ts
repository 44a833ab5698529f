/** One number per pixel, row by row from the top. Between pixel centres, which lie at whole coordinates, it is bilinear. */
export interface Plane {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

export function createPlane(width: number, height: number, valueAt: (x: number, y: number) => number): Plane {
  const values = new Float32Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) values[y * width + x] = valueAt(x, y);
  return { width, height, values };
}

/** The value at a place between pixels; beyond the edge that of the edge. */
export function sample({ width, height, values }: Plane, x: number, y: number): number {
  const left = Math.max(0, Math.min(width - 1, x));
  const top = Math.max(0, Math.min(height - 1, y));
  const column = Math.min(width - 2, Math.floor(left));
  const row = Math.min(height - 2, Math.floor(top));
  const across = left - column;
  const down = top - row;
  const at = row * width + column;
  const upper = (values[at] ?? 0) * (1 - across) + (values[at + 1] ?? 0) * across;
  const lower = (values[at + width] ?? 0) * (1 - across) + (values[at + width + 1] ?? 0) * across;
  return upper * (1 - down) + lower * down;
}

/** The direction in which the plane rises, unit length; `[0, 0]` where it is flat. */
export function uphill(plane: Plane, x: number, y: number): readonly [dx: number, dy: number] {
  const dx = sample(plane, x + 0.75, y) - sample(plane, x - 0.75, y);
  const dy = sample(plane, x, y + 0.75) - sample(plane, x, y - 0.75);
  const length = Math.hypot(dx, dy);
  return length < 1e-9 ? [0, 0] : [dx / length, dy / length];
}

/** Three box blurs, which together are close to a Gaussian of 1.7 times the radius (in whole pixels). */
export function blur(plane: Plane, radius: number): Plane {
  const { width, height } = plane;
  let values = plane.values;
  for (let pass = 0; pass < 3; pass++) {
    values = boxBlur(values, width, height, 1, width, radius);
    values = boxBlur(values, height, width, width, 1, radius);
  }
  return { width, height, values };
}

/** Along lines of `length` values that are `stride` apart; the edge's value counts for what lies beyond it. */
function boxBlur(from: Float32Array, length: number, lines: number, stride: number, next: number, radius: number) {
  const to = new Float32Array(from.length);
  const size = 2 * radius + 1;
  for (let line = 0; line < lines; line++) {
    const start = line * next;
    const at = (index: number) => from[start + Math.max(0, Math.min(length - 1, index)) * stride] ?? 0;
    let sum = 0;
    for (let index = -radius; index <= radius; index++) sum += at(index);
    for (let index = 0; index < length; index++) {
      to[start + index * stride] = sum / size;
      sum += at(index + radius + 1) - at(index - radius);
    }
  }
  return to;
}
