import type { Frame } from "./film.ts";

/** Writes the colour at (`x`, `y`), between its four pixels, to `out` at `at`; beyond an edge the edge goes on. */
export function samplePixel({ data, width, height }: Frame, x: number, y: number, out: Uint8Array, at: number): void {
  const inX = x < 0 ? 0 : x > width - 1.001 ? width - 1.001 : x;
  const inY = y < 0 ? 0 : y > height - 1.001 ? height - 1.001 : y;
  const left = inX | 0;
  const top = inY | 0;
  const right = inX - left;
  const down = inY - top;
  const above = (top * width + left) * 3;
  const below = above + width * 3;
  for (let channel = 0; channel < 3; channel++) {
    const upper = (data[above + channel] ?? 0) * (1 - right) + (data[above + 3 + channel] ?? 0) * right;
    const lower = (data[below + channel] ?? 0) * (1 - right) + (data[below + 3 + channel] ?? 0) * right;
    out[at + channel] = upper * (1 - down) + lower * down + 0.5;
  }
}
