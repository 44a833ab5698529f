import { gleam } from "../brush.ts";
import { lit, type Rgb } from "../colour.ts";
import type { Noise } from "../noise.ts";
import { bell, between } from "../random.ts";
import type { Spot, Thing } from "../scenery.ts";
import { type Crystal, crystalArea, drawCrystal } from "../things/crystal.ts";
import { drawMonolith, type Monolith, monolithArea } from "../things/monolith.ts";
import { heading, scale, UP, unit, type Vec3 } from "../vector.ts";

export interface StonesLook {
  readonly stone: Rgb;
  readonly stain: Rgb;
  readonly low: Rgb;
  readonly high: Rgb;
  /** Share of its own light that the crystal gives off. */
  readonly glow: number;
}

const STONES = 10;
const RING_M = 6.6;
const SHARDS = 9;

/** A ring of hewn stones around a crystal that hovers over the middle, with shards circling it. */
export function standingStones(spot: Spot, look: StonesLook, noise: Noise): Thing {
  const { random, terrain } = spot;
  const [x, y, z] = spot.at;
  const towardsSpawn = Math.atan2(-x, -z);
  const stones: Monolith[] = [];
  for (let index = 0; index < STONES; index++) {
    // Half a step aside, so that the path runs in between two of them.
    const azimuth = towardsSpawn + ((index + 0.5) / STONES) * Math.PI * 2 + 0.05 * bell(random);
    const out = heading(azimuth);
    const px = x + out[0] * RING_M;
    const pz = z + out[2] * RING_M;
    const lean = between(random, -0.12, 0.03);
    stones.push({
      foot: [px, terrain.height(px, pz) - 0.4, pz],
      axis: unit([out[0] * lean, 1, out[2] * lean]),
      front: scale(out, -1),
      height: between(random, 3.6, 6.8),
      halfWidth: between(random, 0.75, 1.1),
      halfDepth: between(random, 0.34, 0.5),
      slant: 0.09 * bell(random),
      stone: lit(look.stone, 1 + 0.08 * bell(random)),
      stain: look.stain,
      rune: look.high,
    });
  }
  const middle: Vec3 = [x, y + 6, z];
  const shared = { low: look.low, high: look.high, glow: look.glow };
  const crystals: Crystal[] = [
    { ...shared, foot: [x, y + 3, z], axis: UP, length: 7, radius: 1.35, point: 0.38, turn: 0.2, tail: 0.5 },
  ];
  for (let shard = 0; shard < SHARDS; shard++) {
    const azimuth = (shard / SHARDS) * Math.PI * 2 + 0.2 * bell(random);
    const out = heading(azimuth);
    const away = between(random, 2.6, 3.6);
    const foot: Vec3 = [
      x + out[0] * away,
      y + 5.4 + 1.1 * Math.sin(azimuth * 2) + 0.4 * bell(random),
      z + out[2] * away,
    ];
    const axis = unit([out[0] * 0.3 + 0.2 * bell(random), 1, out[2] * 0.3 + 0.2 * bell(random)]);
    crystals.push({
      ...shared,
      foot,
      axis,
      length: between(random, 0.7, 1.5),
      radius: 0.22,
      point: 0.45,
      turn: shard,
      tail: 0.45,
    });
  }
  const parts = [...stones.map(monolithArea), ...crystals.map(crystalArea)];
  const whole = parts.reduce((sum, area) => sum + area, 0);
  const shareOf = (splats: number, area: number) => Math.floor((splats * area) / whole);
  return {
    footprint: 2,
    weight: 9,
    lamps: [{ at: middle, colour: lit(look.high, 0.25 + 1.1 * look.glow), reach: 15 }],
    draw(brush, splats) {
      for (const stone of stones) drawMonolith(brush, stone, noise, shareOf(splats - 2, monolithArea(stone)));
      for (const crystal of crystals) drawCrystal(brush, crystal, shareOf(splats - 2, crystalArea(crystal)));
      brush.dab(gleam(middle, 2.6, look.high, 0.05 + 0.12 * look.glow));
      brush.dab(gleam(middle, 1.2, look.high, 0.04 + 0.1 * look.glow));
    },
  };
}
