import { PORTAL_SPACING } from "../../contract/limits.ts";
import type { Place } from "../../contract/messages.ts";
import { halfSizeOf } from "../../contract/movement.ts";
import { Refused } from "../refused.ts";
import type { PortalRow } from "./portal.ts";

/** @throws Refused `bad_place` when a portal may not stand there */
export function checkPlace(worldId: string, place: Place, others: readonly PortalRow[]): void {
  const halfSize = halfSizeOf(worldId);
  if (Math.abs(place.x) > halfSize || Math.abs(place.z) > halfSize) {
    throw new Refused("bad_place", `This spot is outside: x and z reach from -${halfSize} to ${halfSize} here.`);
  }
  const isTooClose = others.some((other) => Math.hypot(other.x - place.x, other.z - place.z) < PORTAL_SPACING);
  if (isTooClose) {
    throw new Refused("bad_place", `Another portal stands within ${PORTAL_SPACING} m: step aside and try again.`);
  }
}
