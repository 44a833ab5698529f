import { HUB } from "../../contract/limits.ts";
import type { PortalView } from "../scene/stage.ts";
import { texts } from "../ui/texts.ts";

/** No portal of a room has this id: theirs are made by the server. */
export const WAY_BACK_ID = "way-back";
/** Behind those who arrive, up to 2 m from the origin, looking along +z; and so far that they can walk in at once. */
const METRES_BEHIND = 5;

/** The portal that leads out of a generated world to `worldId`. It is drawn here alone; no room knows of it. */
export const wayBackView = (worldId: string): PortalView => ({
  id: WAY_BACK_ID,
  x: 0,
  y: 0,
  z: -METRES_BEHIND,
  rotationY: 0,
  status: "ready",
  headline: texts.wayBack.headline,
  title: worldId === HUB ? texts.wayBack.toHub : texts.wayBack.toPrevious,
  detail: "",
  thumbnailUrl: "",
});
