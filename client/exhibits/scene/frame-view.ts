import type { ExhibitView } from "../../scene/views.ts";
import type { HeldPoster } from "./held-poster.ts";
import type { RunningFilm } from "./running-film.ts";

/**
 * What is to be seen in a frame; `empty` is one whose sitter nothing was made of so far, `renewing` is a
 * picture that is there while something newer is being made of it.
 */
export type ShownPicture =
  | "empty"
  | "generating"
  | "renewing"
  | "error"
  | "released"
  | "loading"
  | "failed"
  | "shown"
  | "playing";

/** The still picture, "" for none: some films have none of their own. */
export const posterOf = ({ posterUrl }: Pick<ExhibitView, "posterUrl">): string => posterUrl;

/** The film, "" for none: an exhibit's file is its film where that is not its picture. */
export const filmOf = ({ url, posterUrl }: Pick<ExhibitView, "url" | "posterUrl">): string =>
  url === posterUrl ? "" : url;

export interface InFrame {
  readonly isHeld: boolean;
  readonly poster: HeldPoster["state"] | null;
  readonly film: RunningFilm["state"] | null;
}

/** Decides from what the room says and what has been loaded. */
export function shownInFrame(
  view: Pick<ExhibitView, "status" | "url" | "posterUrl">,
  { isHeld, poster, film }: InFrame,
): ShownPicture {
  const isThere = posterOf(view) !== "" || filmOf(view) !== "";
  if (!isThere && view.status === "error") return "error";
  if (view.status === "generating") return isThere ? "renewing" : "generating";
  if (!isThere) return "empty";
  if (!isHeld) return "released";
  if (film === "playing") return "playing";
  if (poster === "loading") return "loading";
  return poster === "failed" || (poster === null && film === "failed") ? "failed" : "shown";
}

/** Gold for what can be seen, blue wire for what is being made; both while something newer is being made. */
export const hasGold = (shown: ShownPicture): boolean => shown !== "generating";
export const hasWire = (shown: ShownPicture): boolean => shown === "generating" || shown === "renewing";
