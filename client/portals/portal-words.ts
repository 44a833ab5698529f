import { HUB } from "../../contract/limits.ts";
import type { PortalSnapshot } from "../session/snapshots.ts";
import { makingWords } from "../ui/making-words.ts";
import { texts } from "../ui/texts.ts";

const words = texts.portal;
const SHORT_TITLE = 80;

/** What a portal is called: its prompt, or what it leads to. */
export function portalTitle(portal: Pick<PortalSnapshot, "prompt" | "targetWorldId">): string {
  if (portal.prompt !== "") return portal.prompt;
  if (portal.targetWorldId === HUB) return texts.places.hub;
  if (portal.targetWorldId !== "") return words.world(portal.targetWorldId.slice(0, 8));
  return words.untitled;
}

/** The title for the middle of a sentence, where a whole prompt would drown the rest. */
export function shortTitle(portal: Pick<PortalSnapshot, "prompt" | "targetWorldId">): string {
  const title = portalTitle(portal);
  return title.length > SHORT_TITLE ? `${title.slice(0, SHORT_TITLE).trimEnd()}…` : title;
}

/** How a portal stands, in short: progress while it is made, how many are inside (none: ""), why it failed. */
export function portalStanding(portal: PortalSnapshot, serverNowMs: number): string {
  if (portal.status === "error") return portal.errorMessage || words.failed;
  if (portal.status === "ready") return portal.occupancy > 0 ? words.inside(portal.occupancy) : "";
  return makingWords(portal, serverNowMs);
}

/** Who made it, for a label; nothing when nobody is known. */
export const portalMaker = (portal: Pick<PortalSnapshot, "createdByName">): string =>
  portal.createdByName === "" ? "" : words.by(portal.createdByName);
