import { gleam } from "../brush.ts";
import { lit, mix, type Rgb } from "../colour.ts";
import { between } from "../random.ts";
import type { Spot, Thing } from "../scenery.ts";
import { type Crystal, crystalArea, drawCrystal } from "../things/crystal.ts";
import { heading, unit, type Vec3 } from "../vector.ts";

export interface SpireLook {
  readonly low: Rgb;
  readonly high: Rgb;
  /** Share of its own light, 0 to 1. */
  readonly glow: number;
  /** Light on the ground around it; null for none. */
  readonly shine: Rgb | null;
}

const HEIGHT_M = 17;

/** One tall crystal and a dozen smaller ones leaning away from it. */
export function iceSpire(spot: Spot, look: SpireLook): Thing {
  const { random, terrain } = spot;
  const [x, y, z] = spot.at;
  const shared = { low: look.low, high: look.high, glow: look.glow };
  const crystals: Crystal[] = [
    {
      ...shared,
      foot: [x, y - 1, z],
      axis: unit([0.04, 1, -0.03]),
      length: HEIGHT_M,
      radius: 1.75,
      point: 0.42,
      turn: 0.3,
    },
  ];
  const count = 13;
  const turn = random() * Math.PI * 2;
  for (let index = 0; index < count; index++) {
    const out = heading(turn + (index / 6) * Math.PI * 2 + between(random, -0.3, 0.3));
    const ring = index < 6 ? 0 : 1;
    const away = ring === 0 ? between(random, 1.5, 2.2) : between(random, 3.2, 5);
    const lean = ring === 0 ? between(random, 0.1, 0.3) : between(random, 0.28, 0.6);
    const px = x + out[0] * away;
    const pz = z + out[2] * away;
    crystals.push({
      ...shared,
      foot: [px, terrain.height(px, pz) - 0.6, pz],
      axis: unit([out[0] * lean, 1, out[2] * lean]),
      length: ring === 0 ? between(random, 6, 11.5) : between(random, 2.2, 5),
      radius: ring === 0 ? between(random, 0.75, 1.15) : between(random, 0.35, 0.7),
      point: between(random, 0.35, 0.5),
      turn: random(),
    });
  }
  const areas = crystals.map(crystalArea);
  const total = areas.reduce((sum, area) => sum + area, 0);
  const heart: Vec3 = [x, y + 2.4, z];
  const shine = look.shine;
  return {
    footprint: 3.5,
    weight: 9,
    lamps: shine ? [{ at: heart, colour: shine, reach: 13 }] : [],
    draw(brush, splats) {
      crystals.forEach((crystal, order) => {
        drawCrystal(brush, crystal, Math.floor(((splats - 8) * (areas[order] ?? 0)) / total));
      });
      if (!shine) return;
      for (let ring = 0; ring < 8; ring++) {
        const at: Vec3 = [x, y + 1 + ring * 1.5, z];
        brush.dab(gleam(at, 2.6 - ring * 0.2, mix(lit(shine, 0.8), look.high, 0.4), 0.07));
      }
    },
  };
}
