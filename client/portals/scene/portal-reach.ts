import type { Thing } from "../../scene/aim/near.ts";
import type { PickBox } from "../../scene/aim/pick.ts";
import type { PortalView } from "../../scene/views.ts";
import { PORTAL_HEIGHT, PORTAL_WIDTH } from "./portal-measures.ts";

const NEAR = 4;

/** From where a portal is near, and the box in which a click hits it. */
export const portalReach = ({ id, x, y, z, rotationY }: PortalView): Thing & PickBox => ({
  id,
  x,
  y,
  z,
  rotationY,
  reach: NEAR,
  halfWidth: PORTAL_WIDTH / 2 + 0.1,
  halfDepth: 0.3,
  height: PORTAL_HEIGHT + 0.2,
});
