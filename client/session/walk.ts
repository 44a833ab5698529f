import type { Controls } from "../scene/views.ts";

/** Near enough to a spot, in metres: less than the way of two steps. */
const ARRIVED_METRES = 0.3;
/** On a slow renderer many steps fall into one frame: passing a spot this near by counts as arriving. */
const PASSED_METRES = 1.2;

interface Spot {
  readonly x: number;
  readonly z: number;
}

interface WalkOptions {
  /** To stop so far before the spot, in metres, looking at it. */
  readonly stopMetres?: number;
  /** Ends the walk where it is. */
  readonly signal?: AbortSignal;
}

/** Walking without keys: steers the player to a spot by the same inputs that the keys give. */
export interface Walk {
  /** Resolves true on arrival; false when a key, another walk or the signal ended it. */
  to(spot: Spot, options?: WalkOptions): Promise<boolean>;
  /** The controls of a frame: those that were read, or those of the walk under way. */
  steer(controls: Controls): Controls;
}

interface UnderWay {
  readonly spot: Spot;
  readonly stopMetres: number;
  readonly end: (arrived: boolean) => void;
  lastMetres: number;
  hasBegun: boolean;
}

/**
 * @param here where the player was drawn last
 * @param face turns the eye
 */
export function createWalk(here: () => Spot, face: (yaw: number) => void): Walk {
  let walk: UnderWay | null = null;
  const finish = (arrived: boolean): void => {
    walk?.end(arrived);
    walk = null;
  };
  return {
    to(spot, { stopMetres = ARRIVED_METRES, signal } = {}) {
      finish(false);
      if (signal?.aborted) return Promise.resolve(false);
      const { promise, resolve } = Promise.withResolvers<boolean>();
      const started = { spot, stopMetres, end: resolve, lastMetres: Number.POSITIVE_INFINITY, hasBegun: false };
      walk = started;
      signal?.addEventListener("abort", () => walk === started && finish(false), { once: true });
      return promise;
    },
    steer(controls) {
      if (walk === null) return controls;
      // In a world that was just entered nobody has been drawn yet: `here` is still a spot of the one before.
      if (!walk.hasBegun) {
        walk.hasBegun = true;
        return controls;
      }
      const { spot, stopMetres, lastMetres } = walk;
      const steered = controlsTowards(spot, here(), lastMetres, controls, stopMetres);
      walk.lastMetres = metresBetween(spot, here());
      const isTakenOver = controls.forward !== 0 || controls.right !== 0;
      if (isTakenOver || steered === null) finish(steered === null);
      if (isTakenOver) return controls;
      if (steered !== null) face(steered.yaw);
      // Who stops at the spot itself may have passed it, and is not turned round.
      else if (stopMetres > ARRIVED_METRES) face(headingTo(spot, here()));
      return steered ?? controls;
    },
  };
}

/** The controls that walk towards a spot, or null once one has arrived. `lastMetres` is the distance a frame ago. */
export function controlsTowards(
  spot: Spot,
  from: Spot,
  lastMetres: number,
  controls: Controls,
  stopMetres = ARRIVED_METRES,
): Controls | null {
  const metres = metresBetween(spot, from);
  if (metres <= stopMetres || (lastMetres < PASSED_METRES && metres > lastMetres)) return null;
  return { forward: 1, right: 0, yaw: headingTo(spot, from), pitch: controls.pitch };
}

const metresBetween = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.z - b.z);

const headingTo = (spot: Spot, from: Spot): number => Math.atan2(spot.x - from.x, spot.z - from.z);
