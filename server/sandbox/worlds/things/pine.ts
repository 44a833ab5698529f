import { stroke } from "../brush.ts";
import { lit, mix, type Rgb } from "../colour.ts";
import { lerp, smoothstep } from "../curves.ts";
import type { Noise } from "../noise.ts";
import { bell, between } from "../random.ts";
import type { Spot, Thing } from "../scenery.ts";
import { along, cross, heading, UP, unit, type Vec3 } from "../vector.ts";
import { drawTube, type Tube } from "./tube.ts";

export interface PineLook {
  readonly bark: Rgb;
  readonly dark: Rgb;
  readonly light: Rgb;
  /** 0 = none, 1 = branches bent under it. */
  readonly snow: number;
  readonly snowColour: Rgb;
  readonly height: readonly [low: number, high: number];
}

/** A conifer: tiers of drooping branches that get shorter towards the tip. */
export function pine(spot: Spot, look: PineLook, noise: Noise): Thing {
  const { random } = spot;
  const [x, y, z] = spot.at;
  const height = lerp(...look.height, spot.size);
  const spread = height * between(random, 0.19, 0.25);
  const tiers = Math.round(between(random, 6, 9));
  const turn = random() * Math.PI * 2;
  const tone = 1 + 0.14 * bell(random);
  const trunk: Tube = {
    line: [
      [x, y - 0.3, z],
      [x, y + height * 0.95, z],
    ],
    radius: (share) => height * 0.022 * (1.3 - 1.2 * share),
    colour: ({ angle, at }) => lit(look.bark, 1 + 0.25 * noise.solid(angle, at[1], x)),
    ambient: () => 0.55,
  };
  return {
    footprint: height * 0.07,
    weight: 0.5 + height / 14,
    draw(brush, splats) {
      const bark = Math.floor(splats * 0.08);
      drawTube(brush, trunk, bark);
      const needles = splats - bark;
      const sigma = Math.sqrt((Math.PI * spread * height * 1.1) / needles);
      for (let index = 0; index < needles; index++) {
        // Even by the cone's area: most of it is low.
        const up = 1 - Math.sqrt((index + brush.random()) / needles);
        const tierPlace = up * tiers;
        const inTier = tierPlace % 1;
        const tier = Math.floor(tierPlace);
        const azimuth = brush.random() * Math.PI * 2;
        const branch = 0.84 + 0.16 * Math.cos(azimuth * 7 + tier * 2.4 + turn);
        const reach = spread * (1 - up) ** 0.85 * (1.12 - 0.5 * inTier) * branch + 0.06;
        const out = Math.sqrt(between(brush.random, 0.12, 1));
        const outward = heading(azimuth);
        const droop = 0.32 + 0.3 * look.snow;
        const at: Vec3 = [
          x + outward[0] * reach * out,
          y + height * (0.1 + 0.88 * up) + (0.5 - out) * reach * droop + 0.12 * sigma * bell(brush.random),
          z + outward[2] * reach * out,
        ];
        const direction = unit([outward[0], -droop * 1.2 + 0.3 * bell(brush.random), outward[2]]);
        const normal = unit(along(along(UP, outward, 0.55), cross(UP, outward), 0.35 * bell(brush.random)));
        const snowy = look.snow * smoothstep(-0.2, 0.6, noise.solid(at[0] * 0.9, at[1] * 0.9, at[2] * 0.9) + 0.35);
        const white = brush.random() < snowy * (0.25 + 0.6 * (1 - inTier));
        const green = lit(mix(look.dark, look.light, 0.15 + 0.7 * out * brush.random()), tone);
        const colour = white ? lit(look.snowColour, between(brush.random, 0.9, 1.04)) : green;
        const ambient = (0.35 + 0.5 * out + 0.25 * up) * (white ? 1.1 : 1);
        const size = sigma * (white ? 0.95 : 0.8);
        brush.dab(
          stroke(at, normal, direction, size * 0.42, size * 1.05, colour, {
            ambient,
            translucency: white ? 0.2 : 0.25,
          }),
        );
      }
    },
  };
}
