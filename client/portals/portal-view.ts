import { worldIdFrom } from "../../contract/marble-url.ts";
import type { PortalView } from "../scene/stage.ts";
import type { PortalSnapshot } from "../session/snapshots.ts";
import { portalMaker, portalStanding, portalTitle } from "./portal-words.ts";

/** A portal of the room as the scene draws it. `serverNowMs` is the server's time, in which `startedAt` is given. */
export function portalView(portal: PortalSnapshot, serverNowMs: number): PortalView {
  const { id, x, y, z, rotationY, status, thumbnailUrl } = portal;
  const detail = [portalMaker(portal), portalStanding(portal, serverNowMs)].filter((part) => part !== "").join(" · ");
  return { id, x, y, z, rotationY, status, title: portalTitle(portal), detail, thumbnailUrl };
}

/** Where a ready portal leads, or null while it leads nowhere. */
export const destinationOf = (portal: PortalSnapshot): string | null =>
  portal.targetWorldId !== "" ? portal.targetWorldId : worldIdFrom(portal.url);
