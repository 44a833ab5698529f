import type { Place } from "../../scene/place.ts";
import type { PortalView } from "../../scene/views.ts";
import { mixPortalFinish } from "./portal-finish.ts";
import { type PortalObject, standPortal } from "./portal-object.ts";

export interface PortalSet {
  /** The whole list: what is new is set up, what is gone is removed, what looks different is rebuilt. */
  show(portals: readonly PortalView[]): void;
  /** `seconds` of a clock that stands still for who prefers reduced motion. */
  animate(seconds: number): void;
  /** Each portal's status as it is drawn. */
  drawn(): Record<string, string>;
}

/** Whether a portal can stay as it stands and at most needs another text. */
const looksAlike = (a: PortalView, b: PortalView): boolean =>
  a.status === b.status &&
  a.thumbnailUrl === b.thumbnailUrl &&
  a.x === b.x &&
  a.y === b.y &&
  a.z === b.z &&
  a.rotationY === b.rotationY;

/** The portals that stand in one place. They go with the place's scene. */
export function setUpPortals(place: Place): PortalSet {
  const finish = mixPortalFinish(place);
  const objects = new Map<string, PortalObject>();
  return {
    show(portals) {
      const wanted = new Set(portals.map(({ id }) => id));
      for (const [id, object] of objects) {
        if (wanted.has(id)) continue;
        object.dispose();
        objects.delete(id);
      }
      for (const portal of portals) {
        const standing = objects.get(portal.id);
        if (standing !== undefined && looksAlike(standing.portal, portal)) {
          standing.relabel(portal);
          continue;
        }
        standing?.dispose();
        objects.set(portal.id, standPortal(place.scene, finish, portal));
      }
    },
    animate(seconds) {
      finish.animate(seconds);
      for (const object of objects.values()) object.animate(seconds, place.eye);
    },
    drawn: () => Object.fromEntries([...objects].map(([id, { portal }]) => [id, portal.status])),
  };
}
