import { clamp, smoothstep } from "./curves.ts";
import { castHillShadows } from "./hill-shadows.ts";
import type { SplatCloud } from "./splat-cloud.ts";
import type { Terrain } from "./terrain.ts";
import { cross, dot, UP, unit, type Vec3 } from "./vector.ts";

/** 0 = in full shadow, 1 = in the sun. */
export type Shadows = (at: Vec3) => number;

export const NO_SHADOWS: Shadows = () => 1;

const CELL_M = 0.34;
/** Shadows are never quite black: light comes round leaves and edges. */
const STRENGTH = 0.8;
/** A caster darkens what lies this far behind it: from the first to the second, metres. */
const BEHIND_M = [0.4, 2.3] as const;

/**
 * Shadows of everything in `cloud`, and of the hills. The things are seen from the sun, on a grid across its rays that
 * keeps how much of each cell is covered and how near to the sun its nearest thing is: a point is in shadow as far as
 * its cell is covered by something in front of it.
 */
export function castShadows(cloud: SplatCloud, terrain: Terrain, sun: Vec3): Shadows {
  const hills = castHillShadows(terrain, sun);
  const right = unit(cross(UP, sun));
  const over = cross(sun, right);
  const reach = terrain.radius + 4;
  // Across the rays a level world is only as high as the sun stands; add room for what stands on it.
  const tall = reach * sun[1] + 24;
  const columns = Math.ceil((2 * reach) / CELL_M);
  const rows = Math.ceil((2 * tall) / CELL_M);
  const cover = new Float32Array(columns * rows);
  const nearest = new Float32Array(columns * rows).fill(-1000);

  for (let index = 0; index < cloud.count; index++) {
    const from = index * 3;
    const centre: Vec3 = [cloud.centres[from] ?? 0, cloud.centres[from + 1] ?? 0, cloud.centres[from + 2] ?? 0];
    const [a, b, c] = [cloud.sigmas[from] ?? 0, cloud.sigmas[from + 1] ?? 0, cloud.sigmas[from + 2] ?? 0];
    const spread = clamp(1.4 * Math.sqrt(Math.max(a * b, b * c, a * c)), 0.2, 2.5);
    const opacity = (cloud.opacities[index] ?? 0) * 0.85;
    const depth = dot(centre, sun);
    const column = (dot(centre, right) + reach) / CELL_M;
    const row = (dot(centre, over) + tall) / CELL_M;
    const cells = Math.ceil((spread * 1.7) / CELL_M);
    for (let j = Math.max(0, Math.floor(row) - cells); j <= Math.min(rows - 1, row + cells); j++) {
      for (let i = Math.max(0, Math.floor(column) - cells); i <= Math.min(columns - 1, column + cells); i++) {
        const away = Math.hypot(i + 0.5 - column, j + 0.5 - row) * CELL_M;
        const share = opacity * Math.exp(-((away / spread) ** 2));
        if (share < 0.03) continue;
        const cell = j * columns + i;
        cover[cell] = 1 - (1 - (cover[cell] ?? 0)) * (1 - share);
        if (share > 0.2 && depth > (nearest[cell] ?? 0)) nearest[cell] = depth;
      }
    }
  }

  const covered = (column: number, row: number, depth: number) => {
    if (column < 0 || row < 0 || column >= columns || row >= rows) return 0;
    const cell = row * columns + column;
    return (cover[cell] ?? 0) * smoothstep(BEHIND_M[0], BEHIND_M[1], (nearest[cell] ?? 0) - depth);
  };
  return (at) => {
    const column = (dot(at, right) + reach) / CELL_M - 0.5;
    const row = (dot(at, over) + tall) / CELL_M - 0.5;
    const depth = dot(at, sun);
    const left = Math.floor(column);
    const low = Math.floor(row);
    const u = column - left;
    const v = row - low;
    const near = covered(left, low, depth) * (1 - u) + covered(left + 1, low, depth) * u;
    const far = covered(left, low + 1, depth) * (1 - u) + covered(left + 1, low + 1, depth) * u;
    return (1 - STRENGTH * (near * (1 - v) + far * v)) * hills(at[0], at[2]);
  };
}
