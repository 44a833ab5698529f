import { type Brush, flake, gleam, stroke } from "../brush.ts";
import { lit, mix, type Rgb } from "../colour.ts";
import type { Lamp } from "../light.ts";
import { bell, between } from "../random.ts";
import { heading, UP, unit, type Vec3 } from "../vector.ts";

const STONES = 9;
const FLAMES = 46;

export const CAMPFIRE_SPLATS = STONES + FLAMES + 2;

export function campfireLamp(at: Vec3, colour: Rgb): Lamp {
  return { at: [at[0], at[1] + 0.8, at[2]], colour: lit(colour, 1.5), reach: 9 };
}

/** Flames within a ring of stones, about a metre high; always of `CAMPFIRE_SPLATS` splats. */
export function drawCampfire(brush: Brush, at: Vec3, colour: Rgb): void {
  const { random } = brush;
  const [x, y, z] = at;
  for (let stone = 0; stone < STONES; stone++) {
    const out = heading((stone / STONES) * Math.PI * 2);
    const place: Vec3 = [x + out[0] * 0.55, y + 0.08, z + out[2] * 0.55];
    brush.dab(flake(place, unit([out[0], 1.2, out[2]]), 0.13, [0.3, 0.26, 0.24], { size: [0.13, 0.09, 0.13] }));
  }
  for (let flame = 0; flame < FLAMES; flame++) {
    const rise = random() ** 1.4;
    const out = heading(random() * Math.PI * 2);
    const away = (1 - rise) * 0.3 * random();
    const place: Vec3 = [x + out[0] * away, y + 0.12 + rise * 1.05, z + out[2] * away];
    const tongue = unit([0.25 * bell(random), 1, 0.25 * bell(random)]);
    const hot = mix([1.1, 0.95, 0.6], colour, Math.min(1, rise * 1.1));
    const size = between(random, 0.05, 0.11) * (1.15 - rise);
    brush.dab({ at: place, axis: tongue, size: [size, size * 2.4, size], colour: hot, glow: 1, opacity: 0.75 });
  }
  brush.dab(stroke([x, y + 0.05, z], UP, [1, 0, 0], 0.4, 0.4, mix(colour, [1, 0.9, 0.5], 0.3), { glow: 0.9 }));
  brush.dab(gleam([x, y + 0.7, z], 0.9, colour, 0.16));
}
