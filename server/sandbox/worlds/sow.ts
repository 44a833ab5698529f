import { between, type Random, randomFor } from "./random.ts";
import type { Planting, Scenery, Thing } from "./scenery.ts";
import type { Site } from "./site.ts";
import type { Terrain } from "./terrain.ts";

/** A thing that has its place. */
export interface PlacedThing {
  readonly thing: Thing;
  readonly x: number;
  readonly z: number;
}

const TRIES_PER_THING = 12;
/** Share of the things standing near the spawn that `near` asks for, and how near that is, metres. */
const NEAR_SHARE = 0.4;
const NEAR_M = 30;
/** Nothing that grows by itself comes closer to the landmark, metres from its middle. */
const LANDMARK_CLEARANCE_M = 9;

function chooseDistance(planting: Planting, radius: number, random: Random): number {
  const farthest = planting.to * radius;
  const limit = planting.near && random() < NEAR_SHARE ? Math.min(NEAR_M, farthest) : farthest;
  // The square root makes it even by area.
  return Math.sqrt(between(random, planting.from ** 2, Math.max(planting.from ** 2, limit ** 2)));
}

/**
 * The landmark, then every planting's things: never in water, on the path, at the spawn or in each other. `abundance`
 * thins them out for small worlds (1 = as declared).
 */
export function sow(scenery: Scenery, site: Site, terrain: Terrain, name: string, abundance: number): PlacedThing[] {
  const { x: landmarkX, z: landmarkZ } = site.landmark;
  const landmark = scenery.landmark({
    at: [landmarkX, terrain.height(landmarkX, landmarkZ), landmarkZ],
    size: 1,
    random: randomFor(name, "landmark"),
    terrain,
  });
  const placed: PlacedThing[] = [{ thing: landmark, x: landmarkX, z: landmarkZ }];

  scenery.plantings.forEach((planting, order) => {
    const random = randomFor(name, "sow", order);
    const wanted = Math.max(1, Math.round(planting.count * abundance));
    let planted = 0;
    for (let attempt = 0; attempt < wanted * TRIES_PER_THING && planted < wanted; attempt++) {
      const distance = chooseDistance(planting, terrain.radius, random);
      const azimuth = random() * Math.PI * 2;
      const size = random();
      const x = Math.sin(azimuth) * distance;
      const z = Math.cos(azimuth) * distance;
      const free =
        site.pathDistance(x, z) >= planting.path &&
        site.sightDistance(x, z) >= planting.path &&
        site.landmarkDistance(x, z) >= LANDMARK_CLEARANCE_M &&
        placed.every((other) => Math.hypot(other.x - x, other.z - z) >= planting.spacing + other.thing.footprint) &&
        1 - terrain.surface(x, z).normal[1] <= planting.slope &&
        !terrain.isWater(x, z);
      if (!free) continue;
      const own = randomFor(name, "thing", order, planted);
      const thing = planting.grow({ at: [x, terrain.height(x, z), z], size, random: own, terrain });
      placed.push({ thing, x, z });
      planted++;
    }
  });
  return placed;
}
