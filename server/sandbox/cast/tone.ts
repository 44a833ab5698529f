import { hex, lit, mix, type Rgb } from "../worlds/colour.ts";
import { clamp } from "../worlds/curves.ts";

const code = (colour: Rgb): string =>
  `#${colour
    .map((channel) =>
      Math.round(clamp(channel, 0, 1) * 255)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;

/** `#rrggbb` made brighter or darker. */
export const toned = (colour: string, factor: number): string => code(lit(hex(colour), factor));

/** Between two `#rrggbb`. */
export const blended = (from: string, to: string, share: number): string => code(mix(hex(from), hex(to), share));
