import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import type { Rgb } from "../light/atmosphere.ts";
import { block, type Profile, painted, placed, turned } from "../shapes/solids.ts";
import { COLONNADE_RADIUS, COLUMNS_PER_QUARTER, LANTERN_HEIGHT, OPENING_HALF_ANGLE } from "./measures.ts";

const STONE: Rgb = [0.6, 0.55, 0.57];
const STONE_PALE: Rgb = [0.68, 0.62, 0.61];
const IRON: Rgb = [0.16, 0.14, 0.19];
const FLAME: Rgb = [1, 0.78, 0.46];

const SHAFT_TOP = 5.5;
const shaft: Profile = [
  [0.5, 0.32],
  [0.5, 0.42],
  [0.42, 0.5],
  [0.42, 0.5],
  [0.41, 2.2],
  [0.34, SHAFT_TOP],
  [0.34, SHAFT_TOP],
  [0.46, SHAFT_TOP + 0.16],
  [0.52, SHAFT_TOP + 0.3],
];

/** Foot, shaft with a slight swelling, capital: standing at its origin. */
const column = (): VertexData[] => [
  painted(block(1.2, 0.32, 1.2), STONE),
  painted(turned(shaft, 14), STONE_PALE),
  painted(placed(block(1.16, 0.22, 1.16), 0, SHAFT_TOP + 0.3, 0), STONE),
];

/** Two beams on the columns, the upper one wider; the profile runs up outside, so that its normals look out. */
const BEAM: Profile = [
  [COLONNADE_RADIUS - 0.5, SHAFT_TOP + 0.52],
  [COLONNADE_RADIUS + 0.5, SHAFT_TOP + 0.52],
  [COLONNADE_RADIUS + 0.5, SHAFT_TOP + 0.52],
  [COLONNADE_RADIUS + 0.5, SHAFT_TOP + 1.05],
  [COLONNADE_RADIUS + 0.5, SHAFT_TOP + 1.05],
  [COLONNADE_RADIUS + 0.7, SHAFT_TOP + 1.2],
  [COLONNADE_RADIUS + 0.7, SHAFT_TOP + 1.2],
  [COLONNADE_RADIUS + 0.7, SHAFT_TOP + 1.45],
  [COLONNADE_RADIUS + 0.7, SHAFT_TOP + 1.45],
  [COLONNADE_RADIUS - 0.7, SHAFT_TOP + 1.45],
  [COLONNADE_RADIUS - 0.7, SHAFT_TOP + 1.45],
  [COLONNADE_RADIUS - 0.7, SHAFT_TOP + 1.2],
  [COLONNADE_RADIUS - 0.7, SHAFT_TOP + 1.2],
  [COLONNADE_RADIUS - 0.5, SHAFT_TOP + 1.05],
  [COLONNADE_RADIUS - 0.5, SHAFT_TOP + 1.05],
  [COLONNADE_RADIUS - 0.5, SHAFT_TOP + 0.52],
  [COLONNADE_RADIUS - 0.5, SHAFT_TOP + 0.52],
];

const lantern = (): VertexData[] => [
  painted(block(0.5, 0.08, 0.5), IRON),
  painted(
    placed(
      turned(
        [
          [0.02, 0],
          [0.17, 0.12],
          [0.2, 0.3],
          [0.13, 0.5],
          [0.02, 0.56],
        ],
        10,
      ),
      0,
      0.08,
      0,
    ),
    FLAME,
    1,
  ),
  painted(
    placed(
      turned(
        [
          [0.26, 0],
          [0.26, 0.03],
          [0.02, 0.2],
        ],
        8,
      ),
      0,
      0.62,
      0,
    ),
    IRON,
  ),
];

/** A quarter circle of columns under a beam between each two of the four openings, a lantern on each end column. */
export function colonnade(): VertexData[] {
  const parts: VertexData[] = [];
  for (let quarter = 0; quarter < 4; quarter++) {
    const from = (quarter * Math.PI) / 2 + OPENING_HALF_ANGLE;
    const to = ((quarter + 1) * Math.PI) / 2 - OPENING_HALF_ANGLE;
    for (let i = 0; i < COLUMNS_PER_QUARTER; i++) {
      const angle = from + ((to - from) * i) / (COLUMNS_PER_QUARTER - 1);
      const [x, z] = [Math.sin(angle) * COLONNADE_RADIUS, Math.cos(angle) * COLONNADE_RADIUS];
      parts.push(...column().map((part) => placed(part, x, 0, z, angle)));
      if (i === 0 || i === COLUMNS_PER_QUARTER - 1) {
        const inwards = COLONNADE_RADIUS - 0.62;
        parts.push(
          ...lantern().map((part) =>
            placed(part, Math.sin(angle) * inwards, LANTERN_HEIGHT, Math.cos(angle) * inwards, angle),
          ),
        );
      }
    }
    const overhang = 0.03;
    parts.push(painted(turned(BEAM, 24, from - overhang, to + overhang), STONE));
    for (const end of [from - overhang, to + overhang]) {
      const [x, z] = [Math.sin(end) * COLONNADE_RADIUS, Math.cos(end) * COLONNADE_RADIUS];
      parts.push(painted(placed(block(0.06, 0.53, 1), x, SHAFT_TOP + 0.52, z, end), STONE));
      parts.push(painted(placed(block(0.06, 0.25, 1.4), x, SHAFT_TOP + 1.2, z, end), STONE));
    }
  }
  return parts;
}
