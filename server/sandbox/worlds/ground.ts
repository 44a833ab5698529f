import type { Brush } from "./brush.ts";
import { lit } from "./colour.ts";
import { GOLDEN_ANGLE } from "./curves.ts";
import { bell } from "./random.ts";
import type { GroundLook } from "./scenery.ts";
import type { Site } from "./site.ts";
import type { Terrain } from "./terrain.ts";
import { unit } from "./vector.ts";

/** Below 0.6 spacings per standard deviation the sky shows through the ground from eye height; at 0.66 never. */
const OVERLAP = 0.7;
/** Small tiers need more, for their splats are too few to be sure of their neighbours. */
const SPARSE_OVERLAP = 0.82;
const SPARSE_BELOW = 10_000;
const JITTER = 0.35;
const TABLE_STEPS = 600;

/** How much wider the splats are spaced at a distance from the spawn than in it. */
function widening(distance: number): number {
  return 1 + (distance / 15) ** 1.35;
}

export interface GroundSplat {
  readonly x: number;
  readonly z: number;
  /** Standard deviation, metres. */
  readonly sigma: number;
  /** Metres above the terrain. */
  readonly above: number;
}

/**
 * Where the ground's splats lie: a sunflower spiral, which shows no grid, dense in the spawn and thinning out with the
 * distance from it.
 */
function layGround(count: number, radius: number, random: () => number): GroundSplat[] {
  const cumulated = new Float64Array(TABLE_STEPS + 1);
  const step = radius / TABLE_STEPS;
  for (let index = 0; index < TABLE_STEPS; index++) {
    const distance = (index + 0.5) * step;
    cumulated[index + 1] = (cumulated[index] ?? 0) + (2 * Math.PI * distance * step) / widening(distance) ** 2;
  }
  const total = cumulated[TABLE_STEPS] ?? 1;
  const spacingAtSpawn = Math.sqrt(total / count);
  const overlap = count < SPARSE_BELOW ? SPARSE_OVERLAP : OVERLAP;
  const splats: GroundSplat[] = [];
  let row = 0;
  for (let index = 0; index < count; index++) {
    const wanted = ((index + 0.5) / count) * total;
    while (row < TABLE_STEPS - 1 && (cumulated[row + 1] ?? 0) < wanted) row++;
    const from = cumulated[row] ?? 0;
    const distance = (row + (wanted - from) / ((cumulated[row + 1] ?? 1) - from)) * step;
    const spacing = spacingAtSpawn * widening(distance);
    const angle = index * GOLDEN_ANGLE;
    splats.push({
      x: Math.sin(angle) * distance + (random() * 2 - 1) * JITTER * spacing,
      z: Math.cos(angle) * distance + (random() * 2 - 1) * JITTER * spacing,
      sigma: spacing * overlap,
      above: 0,
    });
  }
  return splats;
}

/** Finer ground laid over the coarse one around the landmark, where players end up: its radius, and share of the splats. */
const PATCH_M = 15;
const PATCH_SHARE = 0.14;
const PATCH_ABOVE_M = 0.015;

/** Everything that covers the ground: the world's spiral around the spawn, then a small one around the landmark. */
function layAll(count: number, site: Site, random: () => number): GroundSplat[] {
  const patched = Math.round(count * PATCH_SHARE);
  const { x, z } = site.landmark;
  const world = layGround(count - patched, site.radius, random);
  for (const splat of layGround(patched, PATCH_M, random)) {
    world.push({ ...splat, x: splat.x + x, z: splat.z + z, above: PATCH_ABOVE_M });
  }
  return world;
}

/** Paints the ground where it is dry; `wet`, where there is water, is given the splats under it. */
export function paintGround(
  brush: Brush,
  look: GroundLook,
  site: Site,
  terrain: Terrain,
  count: number,
  wet: ((splat: GroundSplat) => void) | null,
): void {
  const { random } = brush;
  for (const splat of layAll(count, site, random)) {
    const { x, z, sigma, above } = splat;
    if (wet && terrain.isWater(x, z)) {
      wet(splat);
      continue;
    }
    const { at, normal } = terrain.surface(x, z);
    const point = {
      at: [x, at[1] - 0.03 * sigma + above, z],
      slope: 1 - normal[1],
      path: site.pathDistance(x, z),
      random,
    } as const;
    const [rippleX, rippleZ] = look.ripple?.(x, z) ?? [0, 0];
    const tilt = look.roughness;
    const axis = unit([
      normal[0] + tilt * bell(random) - rippleX,
      normal[1],
      normal[2] + tilt * bell(random) - rippleZ,
    ]);
    const colour = lit(look.colour(point), 1 + look.variation * bell(random));
    brush.dab({
      at: point.at,
      axis,
      size: [sigma, Math.max(0.006, sigma * 0.12), sigma],
      spin: random() * Math.PI * 2,
      colour,
    });
  }
}
