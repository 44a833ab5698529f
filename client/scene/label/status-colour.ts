import type { Rgb } from "../light/atmosphere.ts";
import type { MadeStatus } from "../views.ts";

/** What a status looks like from afar; the label's headline has the same colour. */
export const STATUS_COLOUR: Readonly<Record<MadeStatus, Rgb>> = {
  generating: [0.24, 0.55, 1],
  ready: [1, 0.8, 0.5],
  error: [1, 0.22, 0.18],
};

/** For a 2D canvas. */
export const cssColour = ([r, g, b]: Rgb): string =>
  `rgb(${Math.round(r * 255)} ${Math.round(g * 255)} ${Math.round(b * 255)})`;
