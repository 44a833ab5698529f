import type { WorldAnswer } from "../../../contract/routes.ts";

/** How a world's own measures become metres with the ground at height 0. */
export interface WorldFrame {
  readonly scale: number;
  /** Added to the height after scaling. */
  readonly lift: number;
}

/** Marble subtracts `ground_plane_offset` from a y that points down, so it is added to one that points up. */
export const frameOf = (world: Pick<WorldAnswer, "metricScaleFactor" | "groundPlaneOffset">): WorldFrame => ({
  scale: world.metricScaleFactor ?? 1,
  lift: world.groundPlaneOffset ?? 0,
});
