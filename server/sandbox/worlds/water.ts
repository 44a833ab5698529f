import type { Brush } from "./brush.ts";
import { lit, mix, type Rgb } from "./colour.ts";
import { clamp, smoothstep } from "./curves.ts";
import type { GroundSplat } from "./ground.ts";
import type { Noise } from "./noise.ts";
import { bell } from "./random.ts";
import type { WaterLook } from "./scenery.ts";
import { EYE_HEIGHT } from "./site.ts";
import { airColour, type Sky } from "./sky.ts";
import type { Terrain } from "./terrain.ts";
import { heading, UP, type Vec3 } from "./vector.ts";

/**
 * Paints the splats of a water surface. What it mirrors is baked for somebody at the spawn: the sky that lies opposite
 * in the direction of the splat.
 */
export function createWater(
  brush: Brush,
  look: WaterLook,
  sky: Sky,
  sun: Vec3,
  terrain: Terrain,
  noise: Noise,
): (splat: GroundSplat) => void {
  const { level } = look;
  const surface = (x: number, z: number, depth: number): Rgb => {
    const body = mix(look.shallow, look.deep, smoothstep(0.05, 1, depth));
    if (!look.frozen) return body;
    const crack = Math.abs(noise.layered(x * 0.22, z * 0.22, 2, 0.5));
    const drift = smoothstep(0.1, 0.7, noise.flat(x * 0.16 + 9, z * 0.16));
    const cracked = mix(body, [0.93, 0.97, 1], 0.75 * (1 - smoothstep(0.012, 0.05, crack)));
    return mix(cracked, [0.92, 0.95, 0.98], 0.8 * drift);
  };
  return ({ x, z, sigma }) => {
    const depth = level - terrain.height(x, z);
    const distance = Math.hypot(x, z);
    const grazing = Math.atan2(EYE_HEIGHT - level, distance);
    const mirrored = airColour(sky, sun, heading(Math.atan2(x, z), clamp(grazing * 1.6, 0.03, 1)));
    const share = look.mirror * (0.5 + 0.5 * smoothstep(6, 24, distance));
    const wave = 1 + look.ripple * (bell(brush.random) + 1.2 * noise.flat(x * 0.5, z * 1.4));
    brush.dab({
      at: [x, level, z],
      axis: UP,
      size: [sigma * 1.05, 0.006, sigma * 1.05],
      spin: brush.random() * Math.PI * 2,
      colour: lit(mix(surface(x, z, depth), mirrored, share), wave),
      // What it mirrors is light already; only the rest is lit like ground.
      glow: share,
    });
  };
}
