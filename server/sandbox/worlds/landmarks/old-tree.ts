import { gleam } from "../brush.ts";
import { lit, mix, type Rgb } from "../colour.ts";
import { smoothstep } from "../curves.ts";
import type { Lamp } from "../light.ts";
import type { Noise } from "../noise.ts";
import { bell, between } from "../random.ts";
import type { Spot, Thing } from "../scenery.ts";
import { type Cushion, drawFoliage, type Foliage } from "../things/foliage.ts";
import { drawTube, smoothLine, type Tube, tubeArea } from "../things/tube.ts";
import { heading, type Vec3 } from "../vector.ts";

export interface OldTreeLook {
  readonly bark: Rgb;
  readonly moss: Rgb;
  readonly dark: Rgb;
  readonly light: Rgb;
  /** Colour of the lanterns in its branches; null by day. */
  readonly lantern: Rgb | null;
}

const HEIGHT_M = 17;

/** A giant that has stood here longer than anything else: buttressed roots, heavy limbs, a crown of 20 m. */
export function oldTree(spot: Spot, look: OldTreeLook, noise: Noise): Thing {
  const { random, terrain } = spot;
  const [x, y, z] = spot.at;
  const bark: Tube["colour"] = ({ at, angle }) => {
    const furrow = noise.solid(angle * 2.6, at[1] * 0.22, at[0] * 0.15);
    const mossy = smoothstep(
      0.05,
      0.6,
      noise.solid(at[0] * 0.5, at[1] * 0.35, at[2] * 0.5) + 0.25 - (at[1] - y) * 0.045,
    );
    return lit(mix(look.bark, look.moss, 0.75 * mossy), 1 + 0.42 * furrow);
  };
  const fork: Vec3 = [x + 0.5 * bell(random), y + 6.4, z + 0.5 * bell(random)];
  const tubes: Tube[] = [
    {
      line: smoothLine([[x, y - 0.5, z], [x + 0.3, y + 3, z - 0.2], fork, [fork[0], fork[1] + 1.6, fork[2]]]),
      radius: (share, angle) =>
        1.75 * (1 - 0.34 * share) * (1 + 0.85 * Math.exp(-share * 9) * (1 + 0.5 * Math.cos(angle * 5))),
      colour: bark,
      ambient: ({ share }) => 0.9 - 0.3 * share,
      grain: 4,
    },
  ];
  const turn = random() * Math.PI * 2;
  for (let root = 0; root < 7; root++) {
    const out = heading(turn + (root / 7) * Math.PI * 2 + 0.2 * bell(random));
    const bend = heading(turn + (root / 7) * Math.PI * 2 + 0.7 * bell(random));
    const reach = between(random, 3.6, 5.6);
    const ends: Vec3 = [x + out[0] * 2.4 + bend[0] * (reach - 2.4), 0, z + out[2] * 2.4 + bend[2] * (reach - 2.4)];
    const line: Vec3[] = [
      [x + out[0] * 0.9, y + 1.5, z + out[2] * 0.9],
      [x + out[0] * 2.2, y + 0.5, z + out[2] * 2.2],
      [ends[0], terrain.height(ends[0], ends[2]) - 0.25, ends[2]],
    ];
    tubes.push({ line: smoothLine(line), radius: (share) => 0.55 * (1 - 0.8 * share), colour: bark, grain: 3 });
  }
  const cushions: Cushion[] = [];
  const ends: Vec3[] = [];
  for (let limb = 0; limb < 7; limb++) {
    const azimuth = turn + (limb / 7) * Math.PI * 2 + 0.25 * bell(random);
    const out = heading(azimuth);
    const reach = between(random, 5.2, 7.6);
    const rise = between(random, 2, 4.4) + (limb % 2) * 1.8;
    const elbow: Vec3 = [fork[0] + out[0] * reach * 0.45, fork[1] + rise * 0.35, fork[2] + out[2] * reach * 0.45];
    const end: Vec3 = [fork[0] + out[0] * reach, fork[1] + rise, fork[2] + out[2] * reach];
    ends.push(end);
    tubes.push({
      line: smoothLine([[fork[0], fork[1] - 0.6, fork[2]], elbow, end]),
      radius: (share) => 0.72 * (1 - 0.8 * share),
      colour: bark,
      ambient: () => 0.55,
      grain: 4,
    });
    for (let part = 0; part < 4; part++) {
      const aside = heading(azimuth + 0.5 * bell(random) + (part - 1.5) * 0.3, 0.2);
      const far = between(random, -2.6, 1.8);
      cushions.push({
        at: [end[0] + aside[0] * far, end[1] + 0.7 + between(random, -0.6, 1.8), end[2] + aside[2] * far],
        radius: between(random, 2.1, 3.3),
        flat: between(random, 0.55, 0.72),
      });
    }
  }
  const top: Cushion = { at: [fork[0], y + HEIGHT_M - 3, fork[2]], radius: 5, flat: 0.6 };
  const foliage: Foliage = {
    cushions: [top, ...cushions],
    dark: look.dark,
    light: look.light,
    patches: (a, b, c) => noise.solid(a * 0.8, b * 0.8, c * 0.8),
    translucency: 0.45,
  };
  const lamps: Lamp[] = [];
  if (look.lantern) {
    for (const [order, end] of ends.entries()) {
      const low = y + 3 + ((order * 5) % 7) * 0.45;
      const at: Vec3 = [x + (end[0] - x) * 0.72, low, z + (end[2] - z) * 0.72];
      lamps.push({ at, colour: lit(look.lantern, 1.1), reach: 7 });
    }
  }
  const areas = tubes.map(tubeArea);
  const total = areas.reduce((sum, area) => sum + area, 0);
  return {
    footprint: 3,
    weight: 12,
    lamps,
    draw(brush, splats) {
      const wood = Math.floor(splats * 0.34);
      tubes.forEach((tube, order) => {
        drawTube(brush, tube, Math.floor((wood * (areas[order] ?? 0)) / total));
      });
      for (const { at } of lamps) {
        if (!look.lantern) break;
        brush.dab(gleam(at, 0.15, mix(look.lantern, [1, 1, 0.9], 0.6), 0.95));
        brush.dab(gleam(at, 0.55, look.lantern, 0.2));
      }
      drawFoliage(brush, foliage, splats - wood - lamps.length * 2);
    },
  };
}
