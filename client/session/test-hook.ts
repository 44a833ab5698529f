import type { Controls, Stage } from "../scene/stage.ts";
import type { Session } from "./session.ts";
import type { Travel } from "./travel.ts";

/** Near enough to a spot, in metres: less than the way of two steps. */
const ARRIVED_METRES = 0.3;
/** On a slow renderer many steps fall into one frame: passing a spot this near by counts as arriving. */
const PASSED_METRES = 1.2;

interface Spot {
  readonly x: number;
  readonly z: number;
}

/** The controls that walk towards a spot, or null once one has arrived. `lastMetres` is the distance a frame ago. */
export function controlsTowards(spot: Spot, from: Spot, lastMetres: number, controls: Controls): Controls | null {
  const metres = metresBetween(spot, from);
  if (metres <= ARRIVED_METRES || (lastMetres < PASSED_METRES && metres > lastMetres)) return null;
  return { forward: 1, right: 0, yaw: Math.atan2(spot.x - from.x, spot.z - from.z), pitch: controls.pitch };
}

const metresBetween = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.z - b.z);

interface Inspected {
  readonly session: Session;
  readonly travel: Travel;
  readonly stage: Stage;
}

const factsOf = ({ session, travel, stage }: Inspected) => ({
  stage: stage.facts(),
  connection: session.status.value,
  sessionId: session.sessionId.value,
  playerId: session.self.value?.playerId ?? "",
  worldId: travel.place.value.worldId,
  placeName: travel.place.value.name,
  travelling: travel.trip.value !== null,
  portals: session.portals.value,
  players: session.players.value.length,
  position: { ...session.drawn.self },
});
export type Facts = ReturnType<typeof factsOf>;

declare global {
  interface Window {
    /** Absent until the page has started. */
    __waygate?: { facts(): Facts; walkTo(x: number, z: number): Promise<boolean> };
  }
}

/**
 * The page's inspection surface, `window.__waygate`, for browser tests and for looking into a running page:
 *
 * - `facts()`: plain values about the place, the connection, the portals and where one stands
 * - `walkTo(x, z)`: walks there by the same inputs that the keys give; resolves true on arrival, false when a key or
 *   another `walkTo` took over
 *
 * It can do nothing that the keyboard and the room's messages cannot.
 * @returns the controls to use in a frame instead of those that the stage read from the keys
 */
export function exposeInspection(inspected: Inspected): (controls: Controls) => Controls {
  const { session, stage } = inspected;
  let walk: { readonly spot: Spot; readonly end: (arrived: boolean) => void; lastMetres: number } | null = null;
  const here = () => session.drawn.self;
  const finish = (arrived: boolean) => {
    walk?.end(arrived);
    walk = null;
  };
  const walkTo = (x: number, z: number) => {
    finish(false);
    return new Promise<boolean>((resolve) => {
      walk = { spot: { x, z }, end: resolve, lastMetres: Number.POSITIVE_INFINITY };
    });
  };
  window.__waygate = { facts: () => factsOf(inspected), walkTo };
  return (controls) => {
    if (walk === null) return controls;
    const steered = controlsTowards(walk.spot, here(), walk.lastMetres, controls);
    walk.lastMetres = metresBetween(walk.spot, here());
    if (steered === null || controls.forward !== 0 || controls.right !== 0) finish(steered === null);
    if (steered === null || walk === null) return controls;
    stage.face(steered.yaw);
    return steered;
  };
}
