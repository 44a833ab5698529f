import { flake } from "../brush.ts";
import { lit, mix, type Rgb } from "../colour.ts";
import { GOLDEN_ANGLE, smoothstep } from "../curves.ts";
import type { Noise } from "../noise.ts";
import { bell, between } from "../random.ts";
import type { Spot, Thing } from "../scenery.ts";
import { unit, type Vec3 } from "../vector.ts";

export interface BoulderLook {
  readonly stone: Rgb;
  readonly stain: Rgb;
  /** Moss or snow: where it looks up. */
  readonly cap: { readonly colour: Rgb; readonly from: number } | null;
  /** Layers of the stone, per metre; 0 for none. */
  readonly strata: number;
  /** Half width, metres. */
  readonly radius: readonly [low: number, high: number];
  /** Height as a share of the width. */
  readonly tall: number;
}

/** A rock half sunk into the ground: a sphere pushed about by noise, with flat faces where noise says so. */
export function boulder(spot: Spot, look: BoulderLook, noise: Noise): Thing {
  const { random } = spot;
  const [x, y, z] = spot.at;
  const radius = look.radius[0] + (look.radius[1] - look.radius[0]) * spot.size ** 2;
  const wide: Vec3 = [
    radius * between(random, 0.8, 1.2),
    radius * look.tall * between(random, 0.75, 1.15),
    radius * between(random, 0.8, 1.2),
  ];
  const shift = random() * 90;
  const reach = ([a, b, c]: Vec3) => {
    const bumps =
      0.2 * noise.solid(a * 1.1 + shift, b * 1.1, c * 1.1) + 0.08 * noise.solid(a * 3 + shift, b * 3, c * 3);
    // Cut off by a few planes, so that it is a rock and not a potato.
    const cut = Math.min(1, 0.8 / Math.max(0.2, Math.abs(a * 0.7 + c * 0.7 + b * 0.1)), 0.85 / Math.max(0.2, b));
    return (1 + bumps) * (0.45 + 0.55 * cut);
  };
  const place = (direction: Vec3): Vec3 => {
    const out = reach(direction);
    return [
      x + direction[0] * wide[0] * out,
      y + wide[1] * 0.25 + direction[1] * wide[1] * out,
      z + direction[2] * wide[2] * out,
    ];
  };
  const tone = 1 + 0.12 * bell(random);
  return {
    footprint: radius * 0.95,
    weight: 0.05 + 0.16 * radius ** 1.3,
    draw(brush, splats) {
      const sigma = 0.7 * Math.sqrt((4 * Math.PI * radius * radius * 0.8) / splats);
      for (let index = 0; index < splats; index++) {
        // The lowest part is underground.
        const rise = 1 - 1.55 * ((index + 0.5) / splats);
        const level = Math.sqrt(Math.max(0, 1 - rise * rise));
        const angle = index * GOLDEN_ANGLE + brush.random() * 0.4;
        const direction: Vec3 = [Math.sin(angle) * level, rise, Math.cos(angle) * level];
        const at = place(direction);
        const tilt = 0.28;
        const normal = unit([
          direction[0] / wide[0] + (tilt / radius) * bell(brush.random),
          direction[1] / wide[1] + (tilt / radius) * bell(brush.random),
          direction[2] / wide[2] + (tilt / radius) * bell(brush.random),
        ]);
        const grain = noise.solid(at[0] * 1.3, at[1] * 1.3 + shift, at[2] * 1.3);
        let colour = mix(look.stone, look.stain, smoothstep(-0.1, 0.7, grain));
        if (look.strata > 0) colour = lit(colour, 1 + 0.16 * Math.sin((at[1] + 0.25 * grain) * look.strata));
        const { cap } = look;
        if (cap) colour = mix(colour, cap.colour, smoothstep(cap.from, cap.from + 0.3, direction[1] + 0.22 * grain));
        const ambient = 0.5 + 0.5 * smoothstep(-0.3, 0.5, rise);
        brush.dab(
          flake(at, normal, sigma, lit(colour, tone * (1 + 0.1 * bell(brush.random))), {
            ambient,
            spin: brush.random() * Math.PI,
          }),
        );
      }
    },
  };
}
