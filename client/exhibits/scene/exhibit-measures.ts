import type { Thing } from "../../scene/aim/near.ts";
import type { PickBox } from "../../scene/aim/pick.ts";
import type { ExhibitView } from "../../scene/views.ts";
import { pedestalFor } from "./pedestal.ts";
import { isPictureKind, pictureReach } from "./picture-measures.ts";

/** A model at scale 1 fits into a cube of this size, in metres. */
export const MODEL_SIZE = 2;
/** The wireframe's radius at scale 1. */
export const WIRE_RADIUS = 0.7;
const NEAR = 3;

/** From where an exhibit is near, and the box in which a click hits it; both grow with it. */
export function exhibitReach(exhibit: ExhibitView): Thing & PickBox {
  if (isPictureKind(exhibit.kind)) return pictureReach(exhibit);
  const { id, x, y, z, rotationY, scale } = exhibit;
  const { radius, height } = pedestalFor(scale);
  const half = Math.max((MODEL_SIZE / 2) * scale, radius);
  return {
    id,
    x,
    y,
    z,
    rotationY,
    reach: NEAR + half,
    halfWidth: half,
    halfDepth: half,
    height: height + MODEL_SIZE * scale,
  };
}
