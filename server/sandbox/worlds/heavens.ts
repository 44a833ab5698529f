import { createAurora } from "./aurora.ts";
import { lit, mix, type Rgb } from "./colour.ts";
import { clamp, smoothstep } from "./curves.ts";
import type { Noise } from "./noise.ts";
import { between, randomFor } from "./random.ts";
import { airColour, type Sky } from "./sky.ts";
import { scatterStars } from "./stars.ts";
import { cross, dot, heading, UP, unit, type Vec3 } from "./vector.ts";

/**
 * What is to be seen in a direction above the horizon, mountains aside. `column` and `row` are the panorama's pixel,
 * which stars and northern lights go by.
 */
export function createHeavens(
  sky: Sky,
  sun: Vec3,
  noise: Noise,
  name: string,
  width: number,
): (direction: Vec3, column: number, row: number) => Rgb {
  const stars = sky.stars > 0 ? scatterStars(name, width) : null;
  const random = randomFor(name, "heavens");
  const milkyPole = heading(between(random, 0, Math.PI * 2), between(random, 0.5, 0.9));
  const right = unit(cross(UP, sun));
  const over = cross(sun, right);
  const aurora = createAurora(sky.aurora, noise, width);
  const level = Math.hypot(sun[0], sun[2]) + 1e-6;
  const threshold = 0.62 - sky.clouds.cover * 1.1;

  const starlight = (direction: Vec3, column: number, row: number) => {
    const fade = sky.stars * smoothstep(0.02, 0.3, direction[1]);
    const band = Math.exp(-((dot(direction, milkyPole) / 0.2) ** 2));
    if (band < 0.02) return (stars?.[row * width + column] ?? 0) * fade;
    const dust = noise.layered(direction[0] * 3.1 + direction[1] * 2, direction[2] * 3.1 - direction[1], 4, 0.6);
    return ((stars?.[row * width + column] ?? 0) + band * Math.max(0, 0.09 + 0.1 * dust)) * fade;
  };

  const disc = (direction: Vec3, under: Rgb): Rgb => {
    const angle = Math.acos(clamp(dot(direction, sun), -1, 1));
    const { radius, colour, isMoon } = sky.disc;
    const inside = 1 - smoothstep(radius * 0.88, radius, angle);
    if (inside === 0) return under;
    if (!isMoon) return mix(under, colour, inside);
    const u = dot(direction, right) / radius;
    const v = dot(direction, over) / radius;
    const seas = 0.82 + 0.16 * noise.layered(u * 1.1 + 9, v * 1.1, 3, 0.55);
    return mix(under, lit(colour, Math.min(1, seas)), inside);
  };

  const clouds = (direction: Vec3, under: Rgb): Rgb => {
    if (direction[1] < 0.015) return under;
    const x = direction[0] / (direction[1] + 0.14);
    const z = direction[2] / (direction[1] + 0.14);
    const thickness = noise.layered(x * 0.75, z * 0.75, 5, 0.52) * 0.62;
    const share = smoothstep(threshold, threshold + 0.5, thickness) * smoothstep(0.015, 0.16, direction[1]);
    if (share < 0.01) return under;
    const ahead = noise.layered(x * 0.75 + (sun[0] / level) * 0.2, z * 0.75 + (sun[2] / level) * 0.2, 3, 0.52) * 0.62;
    const bright = clamp(0.62 + (thickness - ahead) * 1.3 - (thickness - threshold) * 0.35, 0, 1);
    const rim = 0.25 * Math.max(0, dot(direction, sun)) ** 6;
    return mix(under, lit(mix(sky.clouds.shade, sky.clouds.lit, bright), 1 + rim), share * 0.9);
  };

  return (direction, column, row) => {
    let colour = airColour(sky, sun, direction);
    if (stars) {
      const light = starlight(direction, column, row);
      colour = [colour[0] + light * 0.92, colour[1] + light * 0.95, colour[2] + light];
    }
    if (aurora) {
      const veil = aurora(column, Math.asin(direction[1]));
      colour = [colour[0] + veil[0], colour[1] + veil[1], colour[2] + veil[2]];
    }
    return clouds(direction, disc(direction, colour));
  };
}
