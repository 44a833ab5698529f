import { paintAir } from "./air.ts";
import { createBrush } from "./brush.ts";
import type { WorldOrder } from "./commission.ts";
import { drawThings } from "./draw-things.ts";
import { paintGround } from "./ground.ts";
import { randomFor } from "./random.ts";
import type { Sketch } from "./sketch.ts";
import { paintSpecks } from "./specks.ts";
import { createSplatCloud, type SplatCloud } from "./splat-cloud.ts";
import { paintTufts } from "./tufts.ts";
import { createWater } from "./water.ts";

const LEAST_SPLATS = 3000;

/** How many splats a tier may have at most. */
export function tierSplats(order: WorldOrder, full: number): number {
  return Math.max(LEAST_SPLATS, Math.round(full * order.splatScale));
}

/** One tier, of at most `splats` splats. */
export function paintTier(sketch: Sketch, splats: number): SplatCloud {
  const { name, scenery, site, noise, terrain, things, atmosphere } = sketch;
  const { cover, water, air } = scenery;
  const cloud = createSplatCloud(splats);
  const brushFor = (purpose: string) => createBrush(cloud, atmosphere, randomFor(name, purpose));
  // The fewer splats, the larger the ground's share: a hole in it is worse than a missing blade of grass.
  const sparse = splats < 10_000;
  const coverShare = sparse ? 0.5 : 1;
  const ground = Math.round(splats * (sparse ? 0.5 : 0.4));
  const specks = Math.round(splats * cover.specks * coverShare);
  const tufts = Math.round(splats * cover.tufts * coverShare);
  const motes = Math.round(splats * (air?.share ?? 0));
  const groundBrush = brushFor("ground");
  const wet = water ? createWater(groundBrush, water, scenery.sky, scenery.light.sun, terrain, noise) : null;
  paintGround(groundBrush, scenery.ground, site, terrain, ground, wet);
  const surroundings = { site, terrain, noise, things };
  drawThings(cloud, things, atmosphere, name, splats - ground - specks - tufts - motes);
  paintSpecks(brushFor("specks"), scenery, surroundings, specks);
  paintTufts(brushFor("tufts"), cover, surroundings, tufts, splats);
  if (air) paintAir(brushFor("air"), air, terrain, motes);
  return cloud;
}
