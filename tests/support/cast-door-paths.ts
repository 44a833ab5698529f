import type { CastKind } from "../../contract/shows.ts";

/** Where each kind is asked for; its status is below. */
export const doorOf: Readonly<Record<CastKind, string>> = {
  portrait: "/api/characters/portrait",
  video: "/api/characters/video",
  trailer: "/api/shows/trailer",
};
