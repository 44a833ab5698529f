import type { Brush } from "./brush.ts";
import { lit } from "./colour.ts";
import { clamp, smoothstep } from "./curves.ts";
import { bell, between } from "./random.ts";
import type { CoverLook } from "./scenery.ts";
import { SPAWN_RADIUS } from "./site.ts";
import { COVER_REACH_M, choosePlace, groundAt, LANDMARK_REACH_M, type Surroundings } from "./surroundings.ts";
import { unit, type Vec3 } from "./vector.ts";

/** The tier for which places say how high their blades are; where there are more of them they are smaller, or grass turns to jungle. */
const USUAL_TIER = 100_000;

/** Grass and flowers, in clumps, for a tier of `tier` splats; none on the path's middle, in things, or where the place says nothing grows. */
export function paintTufts(brush: Brush, look: CoverLook, around: Surroundings, count: number, tier: number): void {
  const { random } = brush;
  const growth = clamp((USUAL_TIER / tier) ** 0.2, 0.6, 1.9);
  const near = around.things.filter(({ x, z }) => Math.hypot(x, z) < COVER_REACH_M + LANDMARK_REACH_M);
  let painted = 0;
  for (let attempt = 0; attempt < count * 2 && painted < count; attempt++) {
    const place = choosePlace(around.site, random);
    const { x, z, away } = place;
    const clump = smoothstep(-0.5, 0.55, around.noise.layered(x * 0.28, z * 0.28, 2, 0.6));
    if (random() > 0.12 + 0.88 * clump || around.terrain.isWater(x, z)) continue;
    const { point, normal } = groundAt(around, place, random);
    const [, y] = point.at;
    const own = look.blade(point, clump);
    if (!own || near.some((other) => Math.hypot(other.x - x, other.z - z) < other.thing.footprint * 0.8)) continue;
    const trodden = Math.hypot(x, z) < SPAWN_RADIUS * 0.4 ? 0.7 : 1;
    const spread = 1 + away / 40;
    const height = between(random, ...look.bladeHeight) * growth * spread * trodden * (0.6 + 0.5 * clump);
    const axis = unit([0.18 + 0.34 * bell(random), 1, 0.1 + 0.34 * bell(random)]);
    const colour = lit(own, between(random, 0.72, 1.18));
    const width = height * 0.105 * spread;
    const half = height * 0.42;
    const at: Vec3 = [x + axis[0] * half, y + axis[1] * half, z + axis[2] * half];
    brush.dab({ at, axis, size: [width, half, width * 0.6], normal, colour, ambient: 0.9, translucency: 0.3 });
    painted++;
    const flower = random() < look.flowerShare ? look.flowers[Math.floor(random() * look.flowers.length)] : undefined;
    if (!flower) continue;
    const head: Vec3 = [x + axis[0] * height, y + axis[1] * height, z + axis[2] * height];
    const sigma = between(random, 0.014, 0.028) * growth * spread;
    brush.dab({ at: head, axis, size: [sigma, sigma * 0.6, sigma], normal, colour: flower });
    painted++;
  }
}
