import { lit, mix, type Rgb } from "../colour.ts";
import { lerp } from "../curves.ts";
import type { Noise } from "../noise.ts";
import { bell, between } from "../random.ts";
import type { Spot, Thing } from "../scenery.ts";
import { heading, type Vec3 } from "../vector.ts";
import { type Cushion, drawFoliage } from "./foliage.ts";
import { drawTube, smoothLine, type Tube } from "./tube.ts";

export interface BroadleafLook {
  readonly bark: Rgb;
  readonly dark: Rgb;
  readonly light: Rgb;
  readonly height: readonly [low: number, high: number];
  readonly topping?: { readonly colour: Rgb; readonly share: number };
  readonly glow?: number;
}

/** A tree with a round crown of cushions on a bent trunk. */
export function broadleaf(spot: Spot, look: BroadleafLook, noise: Noise): Thing {
  const { random } = spot;
  const [x, y, z] = spot.at;
  const height = lerp(...look.height, spot.size);
  const crownAt = height * between(random, 0.58, 0.66);
  const spread = height * between(random, 0.26, 0.34);
  const lean: Vec3 = [bell(random) * 0.05 * height, 0, bell(random) * 0.05 * height];
  const top: Vec3 = [x + lean[0], y + crownAt, z + lean[2]];
  const trunk: Tube = {
    line: smoothLine([[x, y - 0.3, z], [x + lean[0] * 0.1, y + crownAt * 0.45, z + lean[2] * 0.3], top]),
    radius: (share) => height * (0.028 + 0.03 * Math.exp(-share * 9)) * (1 - 0.45 * share),
    colour: ({ at, angle }) => lit(look.bark, 1 + 0.3 * noise.solid(angle * 1.6, at[1] * 0.7, x)),
    ambient: ({ share }) => 0.85 - 0.45 * share,
  };
  const count = Math.floor(between(random, 6, 9));
  const turn = random() * Math.PI * 2;
  const crown: Cushion = { at: [top[0], top[1] + spread * 0.55, top[2]], radius: spread * 0.8, flat: 0.95 };
  const around = Array.from({ length: count }, (_, index): Cushion => {
    const level = (index % 3) / 2;
    const out = heading(turn + (index / count) * Math.PI * 2 * 1.6 + 0.4 * bell(random));
    const reach = spread * lerp(0.75, 0.42, level) * between(random, 0.85, 1.15);
    return {
      at: [
        top[0] + out[0] * reach,
        top[1] + spread * lerp(-0.1, 0.95, level) + 0.1 * bell(random),
        top[2] + out[2] * reach,
      ],
      radius: spread * between(random, 0.46, 0.64),
      flat: between(random, 0.7, 0.88),
    };
  });
  const tone = 0.16 * bell(random);
  const foliage = {
    cushions: [crown, ...around] as const,
    dark: lit(look.dark, 1 + tone),
    light: mix(lit(look.light, 1 + tone), look.dark, 0.15 * random()),
    patches: noise.solid,
    translucency: 0.42,
    ...(look.topping ? { topping: look.topping } : {}),
    ...(look.glow ? { glow: look.glow } : {}),
  };
  return {
    footprint: height * 0.06,
    weight: 0.5 + height / 14,
    draw(brush, splats) {
      const bark = Math.floor(splats * 0.14);
      drawTube(brush, trunk, bark);
      drawFoliage(brush, foliage, splats - bark);
    },
  };
}
