/** How far up a step reaches, in metres: what is higher is a roof to walk under, not a ground to stand on. */
const STEP_UP = 1.2;
const CELL = 1;
const MOST_CELLS = 400;

export interface GroundIndex {
  /**
   * The highest surface at (x, z) that feet at height `feet` can stand on; where all of it is higher, the lowest there
   * is; null where there is none.
   */
  under(x: number, z: number, feet: number): number | null;
}

/**
 * Triangles in a grid over x and z, so that the ground under each player can be asked for in every frame: a ray pick
 * would test every triangle of the mesh for every player.
 *
 * @param corners nine numbers for each triangle: x, y, z of its three corners, y up, in metres
 */
export function indexGround(corners: Float32Array): GroundIndex {
  const count = Math.floor(corners.length / 9);
  const at = (i: number): number => corners[i] ?? 0;
  let [minX, maxX, minZ, maxZ] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i < count * 9; i += 3) {
    minX = Math.min(minX, at(i));
    maxX = Math.max(maxX, at(i));
    minZ = Math.min(minZ, at(i + 2));
    maxZ = Math.max(maxZ, at(i + 2));
  }
  if (count === 0) return { under: () => null };
  const cell = Math.max(CELL, (maxX - minX) / MOST_CELLS, (maxZ - minZ) / MOST_CELLS);
  const columns = Math.floor((maxX - minX) / cell) + 1;
  const rows = Math.floor((maxZ - minZ) / cell) + 1;
  const cells = new Map<number, number[]>();
  const column = (x: number): number => Math.min(columns - 1, Math.floor((x - minX) / cell));
  const row = (z: number): number => Math.min(rows - 1, Math.floor((z - minZ) / cell));
  for (let start = 0; start < count * 9; start += 9) {
    const xs = [at(start), at(start + 3), at(start + 6)];
    const zs = [at(start + 2), at(start + 5), at(start + 8)];
    for (let r = row(Math.min(...zs)); r <= row(Math.max(...zs)); r++) {
      for (let c = column(Math.min(...xs)); c <= column(Math.max(...xs)); c++) {
        const key = r * columns + c;
        const inCell = cells.get(key);
        if (inCell === undefined) cells.set(key, [start]);
        else inCell.push(start);
      }
    }
  }
  return {
    under(x, z, feet) {
      if (!(x >= minX && x <= maxX && z >= minZ && z <= maxZ)) return null;
      let [standing, lowest]: [number | null, number | null] = [null, null];
      for (const start of cells.get(row(z) * columns + column(x)) ?? []) {
        const height = heightInTriangle(corners, start, x, z);
        if (height === null) continue;
        if (height <= feet + STEP_UP && (standing === null || height > standing)) standing = height;
        if (lowest === null || height < lowest) lowest = height;
      }
      return standing ?? lowest;
    },
  };
}

/** The triangle's height over (x, z), or null beside it and on upright ones. */
function heightInTriangle(corners: Float32Array, start: number, x: number, z: number): number | null {
  const at = (i: number): number => corners[start + i] ?? 0;
  const [ax, az] = [at(0), at(2)];
  const [ux, uz, vx, vz] = [at(3) - ax, at(5) - az, at(6) - ax, at(8) - az];
  const area = ux * vz - uz * vx;
  if (Math.abs(area) < 1e-9) return null;
  const s = ((x - ax) * vz - (z - az) * vx) / area;
  const t = (ux * (z - az) - uz * (x - ax)) / area;
  // A hair of slack, so that nobody falls through the seam between two triangles.
  if (s < -1e-4 || t < -1e-4 || s + t > 1.0002) return null;
  return at(1) + s * (at(4) - at(1)) + t * (at(7) - at(1));
}
