import type { Outline } from "./outline.ts";
import type { Picture } from "./picture.ts";
import { forEachTexel, type SkinArea } from "./skin.ts";

/** Texels with how much of each one's colour is known, 0..1. */
interface Texels {
  readonly rgb: Float32Array;
  readonly known: Float32Array;
}

/** The picture as the texels of an area show it. See-through parts and what lies beyond its edges are not known. */
export function pictureOn(area: SkinArea, picture: Picture, outline: Outline): Texels {
  const count = area.width * area.height;
  const texels = { rgb: new Float32Array(count * 3), known: new Float32Array(count) };
  const { width, height } = picture;
  const scaleX = width / (outline.width - 2 * outline.margin);
  const scaleY = height / (outline.height - 2 * outline.margin);
  forEachTexel(area, (index, x, y) => {
    const left = (x - outline.margin + 0.5) * scaleX - 0.5;
    const top = (y - outline.margin + 0.5) * scaleY - 0.5;
    if (left < -0.5 || top < -0.5 || left > width - 0.5 || top > height - 0.5) return;
    mix(picture, left, top, texels, index);
  });
  return texels;
}

/** Bilinear. Colours count by their alpha: those of see-through pixels are anything. */
function mix({ rgba, width, height }: Picture, left: number, top: number, to: Texels, index: number): void {
  const [column, row] = [Math.floor(left), Math.floor(top)];
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (let corner = 0; corner < 4; corner++) {
    const [stepX, stepY] = [corner % 2, corner >> 1];
    const x = Math.max(0, Math.min(width - 1, column + stepX));
    const y = Math.max(0, Math.min(height - 1, row + stepY));
    const share = (stepX === 0 ? 1 - (left - column) : left - column) * (stepY === 0 ? 1 - (top - row) : top - row);
    const at = (y * width + x) * 4;
    const weight = (share * (rgba[at + 3] ?? 0)) / 255;
    red += weight * (rgba[at] ?? 0);
    green += weight * (rgba[at + 1] ?? 0);
    blue += weight * (rgba[at + 2] ?? 0);
    alpha += weight;
  }
  if (alpha === 0) return;
  to.rgb[index * 3] = red / alpha;
  to.rgb[index * 3 + 1] = green / alpha;
  to.rgb[index * 3 + 2] = blue / alpha;
  to.known[index] = alpha;
}
