import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import type { Rgb } from "../light/atmosphere.ts";
import { painted, placed, turned } from "../shapes/solids.ts";
import { BORDER_AT } from "./measures.ts";

const DARK: Rgb = [0.12, 0.2, 0.19];
const LIGHT: Rgb = [0.22, 0.3, 0.24];
const COUNT = 84;

/** A slender tree standing at its origin, `height` metres high. */
function cypress(height: number, colour: Rgb): VertexData {
  const width = height * 0.12;
  const outline = [
    [0.1, 0],
    [0.16, 0.25],
    [width * 0.75, 0.5],
    [width, height * 0.22],
    [width * 0.92, height * 0.42],
    [width * 0.6, height * 0.72],
    [0.02, height],
  ] as const;
  return painted(turned(outline, 8), colour);
}

/** The fractional part of multiples of an irrational number: spread evenly, without clumps, and the same for everyone. */
const spread = (i: number, step: number): number => (i * step) % 1;

/** Groups of cypresses outside of the border, taller the farther they stand. */
export function cypresses(): VertexData[] {
  return Array.from({ length: COUNT }, (_, i) => {
    const along = (spread(i, 0.6180339887) * 2 - 1) * (BORDER_AT + 22);
    const out = BORDER_AT + 4 + 26 * spread(i, 0.7548776662) ** 1.5;
    const turn = ((i % 4) * Math.PI) / 2;
    const x = Math.cos(turn) * along + Math.sin(turn) * out;
    const z = -Math.sin(turn) * along + Math.cos(turn) * out;
    const height = 5 + 7 * spread(i, 0.5698402909) + (out - BORDER_AT) * 0.08;
    const mix = spread(i, 0.3819660113);
    const colour: Rgb = [
      DARK[0] + (LIGHT[0] - DARK[0]) * mix,
      DARK[1] + (LIGHT[1] - DARK[1]) * mix,
      DARK[2] + (LIGHT[2] - DARK[2]) * mix,
    ];
    return placed(cypress(height, colour), x, 0, z, i);
  });
}
