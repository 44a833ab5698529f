import { type ReadonlySignal, signal } from "@preact/signals";
import { hashOf, type StudioPlace, studioPlaceIn } from "./studio-address.ts";

export interface StudioHistory {
  readonly place: ReadonlySignal<StudioPlace>;
  go(place: StudioPlace): void;
}

/** Where one is in the Studio, kept in the page's address: reloading stays there, and Back leads to where one was. */
export function openStudioHistory(): StudioHistory {
  const place = signal<StudioPlace>(studioPlaceIn(location.hash));
  // Also comes when the address is changed by hand.
  addEventListener("popstate", () => {
    place.value = studioPlaceIn(location.hash);
  });
  return {
    place,
    go(next) {
      if (hashOf(next) === hashOf(place.peek())) return;
      // The entry's state is the world's trail, which is the same here.
      history.pushState(history.state, "", `${location.pathname}${location.search}${hashOf(next)}`);
      place.value = next;
    },
  };
}
