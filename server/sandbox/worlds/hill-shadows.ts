import { clamp, lerp } from "./curves.ts";
import type { Terrain } from "./terrain.ts";
import type { Vec3 } from "./vector.ts";

const CELL_M = 1;
const REACH_M = 70;
/** How far a hill must stand above the sun's ray to hide the whole sun, as a share of the distance. */
const PENUMBRA = 0.035;

/** How much sun the hills leave on the ground at a point: 1 = all, 0 = none. */
export function castHillShadows(terrain: Terrain, sun: Vec3): (x: number, z: number) => number {
  const size = Math.ceil((2 * terrain.radius) / CELL_M) + 1;
  const heights = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      heights[row * size + column] = terrain.height(column * CELL_M - terrain.radius, row * CELL_M - terrain.radius);
    }
  }
  const level = Math.hypot(sun[0], sun[2]);
  const rise = sun[1] / level;
  const stepX = sun[0] / level;
  const stepZ = sun[2] / level;
  const light = new Float32Array(size * size);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const own = heights[row * size + column] ?? 0;
      let open = 1;
      for (let away = 2; away < REACH_M && open > 0; away += 1 + away * 0.06) {
        const i = Math.round(column + (stepX * away) / CELL_M);
        const j = Math.round(row + (stepZ * away) / CELL_M);
        if (i < 0 || j < 0 || i >= size || j >= size) break;
        const above = ((heights[j * size + i] ?? 0) - own) / away - rise;
        open = Math.min(open, clamp(1 - above / PENUMBRA, 0, 1));
      }
      light[row * size + column] = open;
    }
  }
  return (x, z) => {
    const column = clamp((x + terrain.radius) / CELL_M, 0, size - 1.001);
    const row = clamp((z + terrain.radius) / CELL_M, 0, size - 1.001);
    const corner = Math.floor(row) * size + Math.floor(column);
    const near = lerp(light[corner] ?? 1, light[corner + 1] ?? 1, column % 1);
    const far = lerp(light[corner + size] ?? 1, light[corner + size + 1] ?? 1, column % 1);
    return lerp(near, far, row % 1);
  };
}
