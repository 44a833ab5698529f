import { addressOf, worldInAddress } from "./address.ts";
import { storedTrail, type Trail } from "./trail.ts";
import type { Place } from "./travel.ts";

/** What the address asks for: `worldId` is null when it names no world that could exist. */
export interface Visit {
  readonly worldId: string | null;
  readonly trail: Trail;
}

export const visitInAddress = (): Visit => ({
  worldId: worldInAddress(location.href),
  trail: storedTrail(history.state),
});

/** Makes the address that of the place, in a new history entry or in the present one. */
export function recordPlace(place: Place, how: "push" | "replace"): void {
  const entry = { trail: place.trail };
  const address = addressOf(place.worldId, location.href);
  if (how === "push") history.pushState(entry, "", address);
  else history.replaceState(entry, "", address);
}

/** Tells where the browser's Back and Forward lead. */
export function onBackOrForward(go: (visit: Visit) => void): void {
  addEventListener("popstate", () => go(visitInAddress()));
}
