import { clamp, lerp } from "./curves.ts";

/** Display values (sRGB as shown), 0 = black, 1 = full; a splat may go up to 1.4 before the file format cuts it. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** `#rrggbb`. */
export function hex(code: string): Rgb {
  const bits = Number.parseInt(code.slice(1), 16);
  return [((bits >> 16) & 255) / 255, ((bits >> 8) & 255) / 255, (bits & 255) / 255];
}

export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return [lerp(from[0], to[0], share), lerp(from[1], to[1], share), lerp(from[2], to[2], share)];
}

/** Brighter or darker as a whole: one factor for all three channels, else noise turns into red and blue confetti. */
export function lit(colour: Rgb, factor: number): Rgb {
  return [colour[0] * factor, colour[1] * factor, colour[2] * factor];
}

/** `hue` in turns (0 red, 1/3 green, 2/3 blue), the others 0 to 1. */
export function hsl(hue: number, saturation: number, lightness: number): Rgb {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (offset: number) => {
    const place = (offset + hue * 12 + 120) % 12;
    return lightness - reach * clamp(Math.min(place - 3, 9 - place), -1, 1);
  };
  return [channel(0), channel(8), channel(4)];
}

/** Its hue in turns, saturation and lightness; a grey has hue 0. */
export function hslOf(colour: Rgb): readonly [hue: number, saturation: number, lightness: number] {
  const [red, green, blue] = colour;
  const high = Math.max(red, green, blue);
  const low = Math.min(red, green, blue);
  const lightness = (high + low) / 2;
  const spread = high - low;
  if (spread < 1e-6) return [0, 0, lightness];
  const saturation = spread / (1 - Math.abs(2 * lightness - 1) + 1e-6);
  const sixth =
    high === red ? (green - blue) / spread : high === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
  return [(sixth / 6 + 1) % 1, clamp(saturation, 0, 1), lightness];
}

/** How bright it looks, 0 to 1. */
export const luminanceOf = ([red, green, blue]: Rgb): number => 0.2126 * red + 0.7152 * green + 0.0722 * blue;
