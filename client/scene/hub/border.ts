import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import type { Rgb } from "../light/atmosphere.ts";
import { block, painted, placed, turned } from "../shapes/solids.ts";
import { BORDER_AT } from "./measures.ts";

const STEP: Rgb = [0.5, 0.46, 0.5];
const WALL: Rgb = [0.44, 0.4, 0.46];
const CAP: Rgb = [0.62, 0.56, 0.57];
const GLOW: Rgb = [1, 0.76, 0.44];

const PIER_SPACING = 9.02;
const LENGTH = BORDER_AT * 2;

/** One side, along x at z = 0: two low steps up to a wall with piers, every other pier with a light in it. */
function side(): VertexData[] {
  const parts = [
    painted(placed(block(LENGTH, 0.16, 0.5), 0, 0, 0.25), STEP),
    painted(placed(block(LENGTH, 0.32, 0.5), 0, 0, 0.75), STEP),
    painted(placed(block(LENGTH + 3, 0.95, 0.55), 0, 0, 1.25), WALL),
    painted(placed(block(LENGTH + 3, 0.14, 0.8), 0, 0.95, 1.25), CAP),
  ];
  for (let i = -4; i <= 4; i++) {
    const x = i * PIER_SPACING;
    parts.push(painted(placed(block(0.9, 1.25, 0.9), x, 0, 1.2), WALL));
    parts.push(painted(placed(block(1.05, 0.16, 1.05), x, 1.25, 1.2), CAP));
    if (i % 2 !== 0) continue;
    parts.push(
      painted(
        placed(
          turned(
            [
              [0.05, 0],
              [0.26, 0.16],
              [0.26, 0.36],
              [0.03, 0.52],
            ],
            10,
          ),
          x,
          1.41,
          1.2,
        ),
        GLOW,
        0.95,
      ),
    );
  }
  return parts;
}

const corner = (): VertexData[] => [
  painted(block(2.6, 0.5, 2.6), STEP),
  painted(placed(block(1.9, 4.2, 1.9), 0, 0.5, 0), WALL),
  painted(placed(block(2.3, 0.3, 2.3), 0, 4.7, 0), CAP),
  painted(placed(block(1.0, 0.7, 1.0), 0, 5.0, 0), GLOW, 0.95),
  painted(
    placed(
      turned(
        [
          [1.25, 0],
          [1.25, 0.12],
          [0.02, 1.3],
        ],
        4,
      ),
      0,
      5.7,
      0,
      Math.PI / 4,
    ),
    WALL,
  ),
];

/** The low border of the hub's square, standing outside of where anybody can walk. */
export function border(): VertexData[] {
  const parts: VertexData[] = [];
  for (let quarter = 0; quarter < 4; quarter++) {
    const turn = (quarter * Math.PI) / 2;
    const [sin, cos] = [Math.sin(turn), Math.cos(turn)];
    parts.push(...side().map((part) => placed(part, sin * BORDER_AT, 0, cos * BORDER_AT, turn)));
    const out = BORDER_AT + 1.2;
    parts.push(...corner().map((part) => placed(part, (sin + cos) * out, 0, (cos - sin) * out, turn)));
  }
  return parts;
}
