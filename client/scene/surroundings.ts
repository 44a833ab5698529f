import { type ExhibitSet, setUpExhibits } from "../exhibits/scene/exhibit-set.ts";
import { type PortalSet, setUpPortals } from "../portals/scene/portal-set.ts";
import { gatherAvatars } from "./avatars/avatars.ts";
import { pointEye } from "./eye.ts";
import type { Place } from "./place.ts";
import { settled } from "./settling.ts";
import type { Controls, ExhibitView, FrameView, PortalView } from "./views.ts";

/** A place with everything that stands in it: the eye, the other players, the portals and the exhibits. */
export interface Surroundings {
  readonly place: Place;
  readonly portals: PortalSet;
  readonly exhibits: ExhibitSet;
  /** `animatedSeconds` is a clock that stands still for who prefers reduced motion. */
  draw(view: FrameView, controls: Controls, seconds: number, animatedSeconds: number): void;
  /** Where oneself stands, on the ground as it is. */
  feet(): { readonly x: number; readonly y: number; readonly z: number };
  /** Whether the place can be drawn, and was: before the first frame nobody stands in it. */
  isReady(): boolean;
}

interface Furniture {
  readonly portals: readonly PortalView[];
  readonly exhibits: readonly ExhibitView[];
}

export function furnish(place: Place, furniture: Furniture): Surroundings {
  const avatars = gatherAvatars(place);
  const portals = setUpPortals(place);
  portals.show(furniture.portals);
  const exhibits = setUpExhibits(place);
  exhibits.show(furniture.exhibits);
  let standing = { x: 0, y: place.groundUnder(0, 0, 0), z: 0 };
  let seenHeight = standing.y;
  let isDrawn = false;
  return {
    place,
    portals,
    exhibits,
    draw(view, controls, seconds, animatedSeconds) {
      const { x, z } = view.self;
      standing = { x, y: place.groundUnder(x, z, standing.y), z };
      seenHeight = settled(seenHeight, standing.y, seconds);
      pointEye(place.eye, x, seenHeight, z, controls.yaw, controls.pitch);
      avatars.show(view.players);
      portals.animate(animatedSeconds);
      exhibits.animate(animatedSeconds);
      place.scene.render();
      isDrawn = true;
    },
    feet: () => standing,
    isReady: () => isDrawn && place.isReady(),
  };
}
