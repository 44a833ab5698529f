import { type Brush, flake } from "./brush.ts";
import { lit, type Rgb } from "./colour.ts";
import { bell, between, type Random } from "./random.ts";
import type { CoverLook, Scenery } from "./scenery.ts";
import { choosePlace, groundAt, type Surroundings } from "./surroundings.ts";
import { unit, type Vec3 } from "./vector.ts";

function litterColour(look: CoverLook, random: Random): Rgb | null {
  let left = random();
  for (const { colour, share } of look.litter) {
    if (left < share) return lit(colour, between(random, 0.75, 1.2));
    left -= share;
  }
  return null;
}

/** Pebbles, crumbs and petals: without something small and sharp, the near ground looks out of focus. */
export function paintSpecks(brush: Brush, scenery: Scenery, around: Surroundings, count: number): void {
  const { random } = brush;
  for (let index = 0; index < count; index++) {
    const place = choosePlace(around.site, random);
    if (around.terrain.isWater(place.x, place.z)) continue;
    const { point, normal } = groundAt(around, place, random);
    const { away } = place;
    const litter = litterColour(scenery.cover, random);
    const { contrast } = scenery.cover;
    const value = 1 + contrast * (random() < 0.62 ? -between(random, 0.2, 1) : between(random, 0.1, 0.7));
    const sigma = between(random, 0.011, 0.04) * (1 + away / 16) * (litter ? 0.8 : 1);
    const axis = unit([normal[0] + 0.3 * bell(random), normal[1], normal[2] + 0.3 * bell(random)]);
    const at: Vec3 = [point.at[0], point.at[1] + 0.3 * sigma, point.at[2]];
    const colour = litter ?? lit(scenery.ground.colour(point), value);
    brush.dab(flake(at, axis, sigma, colour, { spin: random() * Math.PI, ambient: litter ? 1 : 0.9 }));
  }
}
