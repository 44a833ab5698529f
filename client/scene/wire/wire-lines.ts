import type { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";

export type Polyline = readonly Vector3[];

/**
 * Lines that the wire material widens on the screen: four vertices for each piece, every one with the piece's other end
 * and the side to move to in its tangent (x, y, z, ±1).
 */
export function wireOf(lines: readonly Polyline[]): VertexData {
  const [positions, tangents, indices]: [number[], number[], number[]] = [[], [], []];
  for (const line of lines) {
    line.slice(1).forEach((end, i) => {
      const start = line[i] ?? end;
      const first = positions.length / 3;
      for (const [here, other, side] of [
        [start, end, 1],
        [start, end, -1],
        [end, start, -1],
        [end, start, 1],
      ] as const) {
        positions.push(here.x, here.y, here.z);
        tangents.push(other.x, other.y, other.z, side);
      }
      indices.push(first, first + 1, first + 2, first + 1, first + 3, first + 2);
    });
  }
  const wire = new VertexData();
  wire.positions = positions;
  wire.tangents = tangents;
  wire.indices = indices;
  return wire;
}
