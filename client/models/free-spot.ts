interface Spot {
  readonly x: number;
  readonly z: number;
}

/** Where a new model stands before the player, in metres; farther off while something stands there already. */
const NEAREST = 3.8;
const STEP = 1.2;
const STEPS = 16;
/** Between the middles of two things, in metres. */
const ROOM = 2.2;

/** The nearest spot straight ahead with room for a model; where there is none, the nearest of all. */
export function freeSpot<S extends Spot>(spotAhead: (metres: number) => S, standing: readonly Spot[]): S {
  const isFree = (spot: Spot) => standing.every(({ x, z }) => Math.hypot(x - spot.x, z - spot.z) >= ROOM);
  for (let i = 0; i < STEPS; i++) {
    const spot = spotAhead(NEAREST + i * STEP);
    if (isFree(spot)) return spot;
  }
  return spotAhead(NEAREST);
}
