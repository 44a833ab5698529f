import { lit, mix, type Rgb } from "./colour.ts";
import { clamp } from "./curves.ts";
import type { Light } from "./light.ts";
import { dot, heading, type Vec3 } from "./vector.ts";

/** One line of far mountains, painted where no player ever gets to. */
export interface Ridge {
  readonly colour: Rgb;
  /** Elevation of its highest peaks, radians. */
  readonly height: number;
  /** 0 = rounded hills, 1 = sharp peaks. */
  readonly jagged: number;
  /** Colour of the parts near its top, for snow; none for bare ones. */
  readonly cap?: Rgb;
}

/** Everything beyond the splats. */
export interface Sky {
  readonly zenith: Rgb;
  readonly middle: Rgb;
  readonly horizon: Rgb;
  /** Added around the sun or moon. */
  readonly glow: Rgb;
  readonly disc: { readonly colour: Rgb; readonly radius: number; readonly isMoon: boolean };
  readonly clouds: { readonly cover: number; readonly lit: Rgb; readonly shade: Rgb };
  /** 0 = none, 1 = a clear night. */
  readonly stars: number;
  readonly aurora: readonly Rgb[];
  /** Back to front. */
  readonly ridges: readonly Ridge[];
}

/** The air's own colour in a direction: gradient and glow, without clouds, stars or mountains. */
export function airColour(sky: Sky, sun: Vec3, direction: Vec3): Rgb {
  const height = clamp(direction[1], 0, 1) ** 0.55;
  const base = height < 0.5 ? mix(sky.horizon, sky.middle, height * 2) : mix(sky.middle, sky.zenith, height * 2 - 1);
  const towards = Math.max(0, dot(direction, sun));
  const glow = 0.42 * towards ** 8 + 0.55 * towards ** 64;
  const [red, green, blue] = lit(sky.glow, glow);
  return [base[0] + red, base[1] + green, base[2] + blue];
}

const DIRECTIONS = 256;

/**
 * The colour that fog takes in each direction around the spawn, which is the panorama's horizon there, so that the
 * ground's last splats and the sky's first row agree.
 */
export function createFog(sky: Sky, light: Light): (at: Vec3, colour: Rgb) => Rgb {
  const around: Rgb[] = [];
  for (let index = 0; index < DIRECTIONS; index++) {
    around.push(airColour(sky, light.sun, heading((index / DIRECTIONS) * Math.PI * 2, 0.02)));
  }
  return (at, colour) => {
    const distance = Math.hypot(at[0], at[2]);
    const share = light.fogMost * (1 - Math.exp(-((distance / light.fogReach) ** 1.6)));
    const turn = Math.atan2(at[0], at[2]) / (Math.PI * 2) + 1;
    return mix(colour, around[Math.floor(turn * DIRECTIONS) % DIRECTIONS] ?? sky.horizon, share);
  };
}
