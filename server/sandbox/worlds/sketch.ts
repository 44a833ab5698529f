import type { Atmosphere } from "./brush.ts";
import type { WorldOrder } from "./commission.ts";
import { drawThings } from "./draw-things.ts";
import { hourOf } from "./hours.ts";
import { createNoise, type Noise } from "./noise.ts";
import { hourIn } from "./picture-reading.ts";
import { placeFor } from "./place.ts";
import { randomFor } from "./random.ts";
import { readPrompt } from "./reading.ts";
import type { Scenery, Setting } from "./scenery.ts";
import { castShadows, NO_SHADOWS } from "./shadows.ts";
import { chooseSite, type Site } from "./site.ts";
import { createFog } from "./sky.ts";
import { type PlacedThing, sow } from "./sow.ts";
import { createSplatCloud } from "./splat-cloud.ts";
import { createTerrain, type Terrain } from "./terrain.ts";
import { tonedBy } from "./toning.ts";

/** A world as it is before any splat of it is painted. */
export interface Sketch {
  readonly name: string;
  readonly scenery: Scenery;
  readonly site: Site;
  readonly noise: Noise;
  readonly terrain: Terrain;
  readonly things: readonly PlacedThing[];
  readonly atmosphere: Atmosphere;
}

const FULL_RADIUS_M = 90;
/** Splats that cast shadows: enough to tell one crown from the next. */
const SHADOW_SPLATS = 22_000;

/** What the words name comes first; what they leave open, and all colours, are the picture's. */
function composeScenery({ prompt, picture, seed }: WorldOrder, setting: Omit<Setting, "hour">): Scenery {
  const worded = readPrompt(prompt);
  if (picture === undefined) return placeFor(worded).compose(worded, { ...setting, hour: hourOf(worded.words) });
  const reading = { ...worded, colours: [...worded.colours, ...picture.leading] };
  const hour = hourOf(worded.words, hourIn(picture));
  const scenery = placeFor(worded, picture).compose(reading, { ...setting, hour });
  return tonedBy(picture, scenery, randomFor(seed, "toning"));
}

/** Where everything is and how it is lit; the same for every tier. */
export function sketchWorld(order: WorldOrder): Sketch {
  if (!(order.splatScale > 0 && order.splatScale <= 1))
    throw new RangeError("splatScale must be above 0 and at most 1.");
  const name = `${order.seed}/${order.prompt}`;
  // A world with few splats is a smaller one, or it would be all gaps.
  const site = chooseSite(FULL_RADIUS_M * order.splatScale ** 0.15, randomFor(name, "site"));
  const noise = createNoise(name);
  const scenery = composeScenery(order, { site, noise, random: randomFor(name, "place") });
  const terrain = createTerrain(scenery.terrain, scenery.water?.level ?? null, site, noise);
  const things = sow(scenery, site, terrain, name, Math.max(0.35, order.splatScale ** 0.35));
  const bare: Atmosphere = {
    light: scenery.light,
    lamps: things.flatMap(({ thing }) => thing.lamps ?? []),
    shadows: NO_SHADOWS,
    fog: createFog(scenery.sky, scenery.light),
  };
  const casters = createSplatCloud(Math.round(SHADOW_SPLATS * order.splatScale ** 0.5));
  drawThings(casters, things, bare, `${name}/shadow`, casters.capacity);
  const atmosphere = { ...bare, shadows: castShadows(casters, terrain, scenery.light.sun) };
  return { name, scenery, site, noise, terrain, things, atmosphere };
}
