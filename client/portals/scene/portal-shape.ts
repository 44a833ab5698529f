import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CreateRibbonVertexData } from "@babylonjs/core/Meshes/Builders/ribbonBuilder";
import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import type { Rgb } from "../../scene/light/atmosphere.ts";
import { block, painted, placed } from "../../scene/shapes/solids.ts";
import { archLevels, archOutline } from "./arch.ts";
import { FRAME_DEPTH, OPENING_HALF_WIDTH, PORTAL_WIDTH } from "./portal-measures.ts";

const FACE: Rgb = [0.66, 0.64, 0.68];
const BAND: Rgb = [0.9, 0.9, 0.92];
const INSIDE: Rgb = [1, 1, 1];

const OUTER = PORTAL_WIDTH / 2;
const BEVEL = 0.05;
const HALF_DEPTH = FRAME_DEPTH / 2;
const REBATE_DEPTH = 0.07;

/** The frame's section from the outside of the arch over its front to the middle of its depth: [half width, depth], tone, shine. */
const SECTION: readonly (readonly [readonly [number, number], Rgb, number])[] = [
  [[OUTER, 0], FACE, 0],
  [[OUTER, HALF_DEPTH - BEVEL], FACE, 0],
  [[OUTER - BEVEL, HALF_DEPTH], BAND, 0.15],
  [[OUTER - BEVEL - 0.05, HALF_DEPTH], FACE, 0],
  [[OPENING_HALF_WIDTH, REBATE_DEPTH], INSIDE, 0.85],
  [[OPENING_HALF_WIDTH, 0], INSIDE, 1],
];

/** A bevelled arch, alike in front and behind, whose inside shines, and a low sill to step over. */
export function portalFrame(): VertexData[] {
  const parts = [painted(placed(block(PORTAL_WIDTH + 0.34, 0.05, 0.8), 0, 0, 0), FACE)];
  parts.push(painted(placed(block(PORTAL_WIDTH + 0.1, 0.05, 0.5), 0, 0.05, 0), BAND, 0.1));
  for (const side of [1, -1]) {
    SECTION.slice(1).forEach(([[toWidth, toDepth], colour, shine], i) => {
      const [fromWidth, fromDepth] = SECTION[i]?.[0] ?? [toWidth, toDepth];
      const pathArray = [archOutline(fromWidth, fromDepth * side), archOutline(toWidth, toDepth * side)];
      parts.push(painted(CreateRibbonVertexData({ pathArray }), colour, shine));
    });
  }
  return parts;
}

/** What fills the opening. */
export const portalSurface = (): VertexData =>
  CreateRibbonVertexData({
    pathArray: archLevels(OPENING_HALF_WIDTH).map(({ reach, height }) => [
      new Vector3(-reach, height, 0),
      new Vector3(reach, height, 0),
    ]),
  });
