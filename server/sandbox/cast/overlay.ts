import type { Rgb } from "../worlds/colour.ts";
import type { Frame } from "./film.ts";
import type { Lettering } from "./lettering.ts";

/** Lays letters over a frame with their left upper corner at (`left`, `top`); what is outside is left out. */
export function layLetters(
  frame: Frame,
  letters: Lettering,
  left: number,
  top: number,
  colour: Rgb,
  opacity: number,
): void {
  for (let row = 0; row < letters.height; row++) {
    const y = Math.round(top) + row;
    if (y < 0 || y >= frame.height) continue;
    for (let column = 0; column < letters.width; column++) {
      const x = Math.round(left) + column;
      if (x < 0 || x >= frame.width) continue;
      const share = ((letters.cover[row * letters.width + column] ?? 0) / 255) * opacity;
      if (share > 0) blend(frame, (y * frame.width + x) * 3, colour, share);
    }
  }
}

/** A line that fades to both ends. */
export function layRule(frame: Frame, centre: number, y: number, length: number, colour: Rgb, opacity: number): void {
  const row = Math.round(y);
  if (row < 0 || row >= frame.height) return;
  for (let x = Math.max(0, Math.ceil(centre - length / 2)); x < Math.min(frame.width, centre + length / 2); x++) {
    const share = 1 - Math.abs(x - centre) / (length / 2);
    blend(frame, (row * frame.width + x) * 3, colour, share * opacity);
  }
}

/** 0 is black, 1 leaves it as it is. */
export function dim(frame: Frame, brightness: number): void {
  if (brightness >= 1) return;
  for (let at = 0; at < frame.data.length; at++) frame.data[at] = (frame.data[at] ?? 0) * brightness;
}

function blend({ data }: Frame, at: number, [red, green, blue]: Rgb, share: number) {
  data[at] = (data[at] ?? 0) * (1 - share) + red * 255 * share;
  data[at + 1] = (data[at + 1] ?? 0) * (1 - share) + green * 255 * share;
  data[at + 2] = (data[at + 2] ?? 0) * (1 - share) + blue * 255 * share;
}
