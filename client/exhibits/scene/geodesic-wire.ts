import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import { type Polyline, wireOf } from "../../scene/wire/wire-lines.ts";

const GOLDEN = (1 + Math.sqrt(5)) / 2;
/** Of an icosahedron whose edges are 2 long. */
const EDGE = 2;

/** The icosahedron's corners: two of a golden rectangle's in each of the three planes. */
function corners(): Vector3[] {
  const signs = [
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ] as const;
  return signs.flatMap(([a, b]) => [
    new Vector3(0, a, b * GOLDEN),
    new Vector3(a, b * GOLDEN, 0),
    new Vector3(b * GOLDEN, 0, a),
  ]);
}

const isEdge = (a: Vector3, b: Vector3): boolean => Math.abs(Vector3.Distance(a, b) - EDGE) < 0.01;

/** A ball of triangles, each of an icosahedron's split in four: what a shape looks like that is only being thought of. */
export function geodesicWire(radius: number): VertexData {
  const points = corners();
  const onBall = (point: Vector3): Vector3 => point.normalizeToNew().scale(radius);
  const middle = (a: Vector3, b: Vector3): Vector3 => onBall(a.add(b));
  const lines: Polyline[] = [];
  points.forEach((a, i) => {
    const after = points.slice(i + 1).filter((b) => isEdge(a, b));
    for (const b of after) {
      lines.push([onBall(a), middle(a, b), onBall(b)]);
      for (const c of after.filter((other) => isEdge(b, other) && points.indexOf(other) > points.indexOf(b))) {
        lines.push([middle(a, b), middle(b, c), middle(c, a), middle(a, b)]);
      }
    }
  });
  return wireOf(lines);
}
