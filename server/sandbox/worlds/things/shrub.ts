import { lit, mix, type Rgb } from "../colour.ts";
import { lerp, smoothstep } from "../curves.ts";
import { bell, between } from "../random.ts";
import type { Spot, Thing } from "../scenery.ts";
import { along, UP, unit, type Vec3 } from "../vector.ts";

export interface ShrubLook {
  readonly root: Rgb;
  readonly tip: Rgb;
  /** Height of its longest shoots, metres. */
  readonly height: readonly [low: number, high: number];
  /** 0 = shoots stand up like reeds, 1 = they lie out like a fern's. */
  readonly arch: number;
  /** Width of a shoot as a share of its length. */
  readonly leaf: number;
}

/** A tussock of bending shoots: bush, fern, reed, dry brush. */
export function shrub(spot: Spot, look: ShrubLook): Thing {
  const { random } = spot;
  const height = lerp(...look.height, spot.size);
  const tone = 1 + 0.15 * bell(random);
  return {
    footprint: height * 0.3,
    weight: 0.12 + 0.12 * height,
    draw(brush, splats) {
      const perShoot = splats < 60 ? 2 : 4;
      const shoots = Math.max(1, Math.floor(splats / perShoot));
      const wide = height * look.leaf * Math.min(2.2, Math.sqrt(90 / shoots));
      for (let shoot = 0; shoot < shoots; shoot++) {
        const azimuth = brush.random() * Math.PI * 2;
        const length = height * between(brush.random, 0.55, 1.05);
        const lean = look.arch * between(brush.random, 0.25, 1);
        const outward: Vec3 = [Math.sin(azimuth), 0, Math.cos(azimuth)];
        const shade = tone * between(brush.random, 0.8, 1.15);
        let at: Vec3 = along(spot.at, outward, 0.1 * height * brush.random());
        for (let part = 0; part < perShoot; part++) {
          const share = (part + 0.5) / perShoot;
          const bent = lean * (0.35 + 1.5 * share);
          const direction = unit([outward[0] * bent, 1 - 0.75 * bent * share, outward[2] * bent]);
          const half = length / perShoot / 2;
          at = along(at, direction, half);
          brush.dab({
            at,
            axis: direction,
            size: [wide * (1.15 - 0.7 * share), half * 1.1, wide * 0.35],
            spin: azimuth,
            normal: unit(along(UP, outward, 0.6)),
            colour: lit(mix(look.root, look.tip, smoothstep(0, 0.9, share)), shade),
            ambient: 0.6 + 0.4 * share,
            translucency: 0.3,
          });
          at = along(at, direction, half);
        }
      }
    },
  };
}
