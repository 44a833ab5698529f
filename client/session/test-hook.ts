import type { Stage } from "../scene/stage.ts";
import type { Session } from "./session.ts";
import type { Travel } from "./travel.ts";
import type { Walk } from "./walk.ts";

interface Inspected {
  readonly session: Session;
  readonly travel: Travel;
  readonly stage: Stage;
  readonly walk: Walk;
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
  exhibits: session.exhibits.value,
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
 */
export function exposeInspection(inspected: Inspected): void {
  const { walk } = inspected;
  window.__waygate = { facts: () => factsOf(inspected), walkTo: (x, z) => walk.to({ x, z }) };
}
