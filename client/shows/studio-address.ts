/** What the Studio shows, as the page's address has it behind its `#`. */
export type StudioPlace =
  | { readonly kind: "closed" }
  | { readonly kind: "library" }
  | { readonly kind: "show"; readonly showId: string };

const LIBRARY = "#studio";
const SHOW = /^#studio\/([\w-]{1,128})$/;

/** @param hash `location.hash`; what is not the Studio's counts as closed */
export function studioPlaceIn(hash: string): StudioPlace {
  if (hash === LIBRARY) return { kind: "library" };
  const showId = SHOW.exec(hash)?.[1];
  return showId === undefined ? { kind: "closed" } : { kind: "show", showId };
}

/** "" for closed. */
export function hashOf(place: StudioPlace): string {
  if (place.kind === "closed") return "";
  return place.kind === "library" ? LIBRARY : `${LIBRARY}/${place.showId}`;
}
