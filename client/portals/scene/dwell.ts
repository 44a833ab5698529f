import type { Spot } from "../../scene/aim/near.ts";

const WALK_IN_RADIUS = 1.5;
const DWELL_MS = 1000;
const REARM_RADIUS = 2.5;

export interface Dwell {
  /**
   * Called with every frame's time. Returns the portal that is entered now, or null.
   *
   * @param portals every portal of the place, open or not
   */
  step(self: Spot, portals: Iterable<DoorView>, nowMs: number): string | null;
  /** Standing somewhere begins anew with the next step. */
  pause(): void;
}

interface DoorView extends Spot {
  readonly id: string;
  readonly status: string;
}

/**
 * Walking in: a ready portal is entered by standing within 1.5 m of it for a second. Only a portal from which the player
 * has been at least 2.5 m away can be entered, and each only once after that: who arrives next to a portal, or stands
 * where one is set up, is not thrown through it.
 */
export function startDwelling(): Dwell {
  const armed = new Set<string>();
  let inside: { readonly id: string; readonly sinceMs: number } | null = null;
  return {
    step(self, portals, nowMs) {
      const present = new Set<string>();
      let closest: { readonly id: string; readonly distance: number } | null = null;
      for (const portal of portals) {
        present.add(portal.id);
        const distance = Math.hypot(portal.x - self.x, portal.z - self.z);
        if (distance >= REARM_RADIUS) armed.add(portal.id);
        const isOpen = portal.status === "ready" && armed.has(portal.id) && distance <= WALK_IN_RADIUS;
        if (isOpen && (closest === null || distance < closest.distance)) closest = { id: portal.id, distance };
      }
      for (const id of armed) if (!present.has(id)) armed.delete(id);
      if (closest === null) {
        inside = null;
        return null;
      }
      if (inside?.id !== closest.id) inside = { id: closest.id, sinceMs: nowMs };
      if (nowMs - inside.sinceMs < DWELL_MS) return null;
      armed.delete(closest.id);
      inside = null;
      return closest.id;
    },
    pause() {
      inside = null;
    },
  };
}
