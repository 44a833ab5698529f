import { type Brush, gleam } from "./brush.ts";
import { between } from "./random.ts";
import type { AirLook } from "./scenery.ts";
import type { Terrain } from "./terrain.ts";
import type { Vec3 } from "./vector.ts";

/** Where motes hang, from the spawn: none in the eye. */
const AIR_FROM_M = 2.5;
const AIR_REACH_M = 38;

/** Pollen, snowflakes, fireflies: whatever hangs in the air between the spawn and the landmark and around them. */
export function paintAir(brush: Brush, air: AirLook, terrain: Terrain, count: number): void {
  const { random } = brush;
  const [first] = air.colours;
  if (!first) return;
  const motes = air.halo ? Math.floor(count / 2) : count;
  for (let index = 0; index < motes; index++) {
    const azimuth = random() * Math.PI * 2;
    const away = AIR_FROM_M + (AIR_REACH_M - AIR_FROM_M) * random() ** 0.75;
    const [x, z] = [Math.sin(azimuth) * away, Math.cos(azimuth) * away];
    const at: Vec3 = [x, terrain.height(x, z) + between(random, ...air.height), z];
    const sigma = between(random, ...air.size);
    const colour = air.colours[Math.floor(random() * air.colours.length)] ?? first;
    brush.dab(gleam(at, sigma, colour, air.opacity));
    if (air.halo) brush.dab(gleam(at, sigma * 5, colour, 0.12));
  }
}
