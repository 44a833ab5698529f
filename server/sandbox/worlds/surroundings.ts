import type { Noise } from "./noise.ts";
import type { Random } from "./random.ts";
import type { GroundPoint } from "./scenery.ts";
import type { Site } from "./site.ts";
import type { PlacedThing } from "./sow.ts";
import type { Terrain } from "./terrain.ts";
import type { Vec3 } from "./vector.ts";

/** Beyond this nobody at the spawn could see a speck, metres. */
export const COVER_REACH_M = 28;
/** Share that lies around the landmark, so that it is worth walking to; and how far around, metres. */
const AT_LANDMARK = 0.22;
export const LANDMARK_REACH_M = 13;

/** What covers the ground has to know of it. */
export interface Surroundings {
  readonly site: Site;
  readonly terrain: Terrain;
  readonly noise: Noise;
  readonly things: readonly PlacedThing[];
}

/** Where a speck or a blade may be. */
export interface CoverPlace {
  readonly x: number;
  readonly z: number;
  /** Metres from the spawn or the landmark, whichever it was chosen around. */
  readonly away: number;
}

/** Dense near the spawn, and again around the landmark. */
export function choosePlace(site: Site, random: Random): CoverPlace {
  const there = random() < AT_LANDMARK;
  const away = there ? LANDMARK_REACH_M * Math.sqrt(random()) : 0.3 + COVER_REACH_M * random() ** 0.85;
  const azimuth = random() * Math.PI * 2;
  const x = Math.sin(azimuth) * away + (there ? site.landmark.x : 0);
  return { x, z: Math.cos(azimuth) * away + (there ? site.landmark.z : 0), away };
}

export function groundAt(
  { site, terrain }: Surroundings,
  { x, z }: CoverPlace,
  random: Random,
): { point: GroundPoint; normal: Vec3 } {
  const { at, normal } = terrain.surface(x, z);
  return { point: { at, slope: 1 - normal[1], path: site.pathDistance(x, z), random }, normal };
}
