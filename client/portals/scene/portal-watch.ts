import type { PortalView } from "../../scene/views.ts";
import { startDwelling } from "./dwell.ts";
import { nearPortal, type Spot } from "./near.ts";

export interface PortalWatchEvents {
  onNearPortal(portalId: string | null): void;
  onEnterPortal(portalId: string): void;
}

export interface PortalWatch {
  readonly near: string | null;
  step(self: Spot, yaw: number, portals: readonly PortalView[], nowMs: number): void;
  /** While a dialog is open nobody walks in: standing there does not count. */
  pause(): void;
  /** In another place one stands somewhere else. */
  restart(): void;
}

/** Tells when the player comes near a portal, leaves it, or walks in. */
export function watchPortals(events: PortalWatchEvents): PortalWatch {
  let dwell = startDwelling();
  let near: string | null = null;
  return {
    get near() {
      return near;
    },
    step(self, yaw, portals, nowMs) {
      const current = nearPortal(self, yaw, portals);
      if (current !== near) {
        near = current;
        events.onNearPortal(near);
      }
      const entered = dwell.step(self, portals, nowMs);
      if (entered !== null) events.onEnterPortal(entered);
    },
    pause: () => dwell.pause(),
    restart() {
      dwell = startDwelling();
    },
  };
}
