import type { Rgb } from "./colour.ts";
import { type Lamp, type Light, shade } from "./light.ts";
import { spinTowards, storeRotation } from "./orientation.ts";
import type { Random } from "./random.ts";
import type { Shadows } from "./shadows.ts";
import type { SplatCloud } from "./splat-cloud.ts";
import { UP, type Vec3 } from "./vector.ts";

/** One splat to be painted. Lengths are standard deviations in metres. */
export interface Dab {
  readonly at: Vec3;
  /** The splat's own y axis: the normal of a flat one, the length of a long one. */
  readonly axis: Vec3;
  /** Across, along `axis`, and across again. */
  readonly size: Vec3;
  /** Turn about `axis`, radians. */
  readonly spin?: number;
  /** The surface's normal for the light, where it is not `axis`. */
  readonly normal?: Vec3;
  readonly colour: Rgb;
  /** How open to the sky: 0.3 deep inside, 1 in the open. Default 1. */
  readonly ambient?: number;
  readonly translucency?: number;
  /** Share of its own colour that it gives off by itself, whatever the light. Default 0. */
  readonly glow?: number;
  /** Default 0.97. */
  readonly opacity?: number;
}

export interface Brush {
  readonly random: Random;
  readonly dab: (dab: Dab) => void;
}

/** What the whole world shares, whoever paints. */
export interface Atmosphere {
  readonly light: Light;
  readonly lamps: readonly Lamp[];
  readonly shadows: Shadows;
  readonly fog: (at: Vec3, colour: Rgb) => Rgb;
}

/** Paints lit, shadowed and fogged splats into `cloud`, and nothing more once it is full. */
export function createBrush(cloud: SplatCloud, atmosphere: Atmosphere, random: Random): Brush {
  const { light, lamps, shadows, fog } = atmosphere;
  const dab = (dab: Dab) => {
    if (cloud.count >= cloud.capacity) return;
    const index = cloud.count++;
    const { at, axis, size } = dab;
    const glow = dab.glow ?? 0;
    let colour = dab.colour;
    if (glow < 1) {
      const exposure = { sunlit: shadows(at), ambient: dab.ambient ?? 1, translucency: dab.translucency ?? 0 };
      const shaded = shade(light, lamps, dab.colour, at, dab.normal ?? axis, exposure);
      colour = glow === 0 ? shaded : blendGlow(shaded, dab.colour, glow);
    }
    colour = fog(at, colour);
    cloud.centres.set(at, index * 3);
    cloud.sigmas.set(size, index * 3);
    cloud.colours.set(colour, index * 3);
    cloud.opacities[index] = dab.opacity ?? 0.97;
    storeRotation(cloud.rotations, index * 4, axis, dab.spin ?? 0);
  };
  return { random, dab };
}

function blendGlow(shaded: Rgb, own: Rgb, glow: number): Rgb {
  const rest = 1 - glow;
  return [shaded[0] * rest + own[0] * glow, shaded[1] * rest + own[1] * glow, shaded[2] * rest + own[2] * glow];
}

/** A splat lying on a surface: round, flat, turned at random. */
export function flake(at: Vec3, normal: Vec3, sigma: number, colour: Rgb, more: Partial<Dab> = {}): Dab {
  return { at, axis: normal, size: [sigma, Math.max(0.006, sigma * 0.14), sigma], colour, ...more };
}

/** A round, shining splat: a lantern, a firefly, a spark. */
export function gleam(at: Vec3, sigma: number, colour: Rgb, opacity: number): Dab {
  return { at, axis: UP, size: [sigma, sigma, sigma], colour, glow: 1, opacity };
}

/** A flat splat on a surface, `length` along `direction` and `width` across it: bark, planks, strata. */
export function stroke(
  at: Vec3,
  normal: Vec3,
  direction: Vec3,
  width: number,
  length: number,
  colour: Rgb,
  more: Partial<Dab> = {},
): Dab {
  const thickness = Math.max(0.006, Math.min(width, length) * 0.2);
  return { at, axis: normal, size: [width, thickness, length], spin: spinTowards(normal, direction), colour, ...more };
}
