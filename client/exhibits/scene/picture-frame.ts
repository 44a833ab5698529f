import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import type { Rgb } from "../../scene/light/atmosphere.ts";
import { block, painted, placed } from "../../scene/shapes/solids.ts";
import type { PictureSize } from "./picture-measures.ts";

const GOLD: Rgb = [0.66, 0.56, 0.33];
const GOLD_DEEP: Rgb = [0.4, 0.31, 0.17];
const GOLD_PALE: Rgb = [0.8, 0.74, 0.52];
const WOOD: Rgb = [0.17, 0.12, 0.11];

/** From the picture's edge outwards: metres out, metres towards the viewer, and the colour of the strip up to there. */
const MOULDING: readonly (readonly [out: number, front: number, colour: Rgb])[] = [
  [-0.012, 0.012, GOLD_PALE],
  [0.012, 0.03, GOLD_PALE],
  [0.022, 0.014, GOLD_DEEP],
  [0.05, 0.024, WOOD],
  [0.064, 0.05, GOLD_DEEP],
  [0.09, 0.068, GOLD],
  [0.115, 0.06, GOLD_PALE],
  [0.126, 0.042, GOLD],
  [0.136, 0.052, GOLD_PALE],
  [0.14, -0.06, GOLD_DEEP],
];
/** How far a frame stands out beyond its picture, in metres. */
export const FRAME_OUT = 0.14;

/** A gilded frame around a picture of this size, whose middle is the origin and whose front is +z; closed behind. */
export function pictureFrame({ width, height }: PictureSize): VertexData[] {
  const strips = MOULDING.slice(1).flatMap(([out, front, colour], index) => {
    const [innerOut, innerFront] = MOULDING[index] ?? [0, 0];
    const inner = corners(width / 2 + innerOut, height / 2 + innerOut, innerFront);
    const outer = corners(width / 2 + out, height / 2 + out, front);
    return inner.map((corner, side) => {
      const next = (side + 1) % 4;
      return painted(quad(corner, outer[side] ?? corner, outer[next] ?? corner, inner[next] ?? corner), colour);
    });
  });
  const back = painted(placed(block(width + 0.27, height + 0.27, 0.03), 0, -(height + 0.27) / 2, -0.045), WOOD);
  return [...strips, back];
}

const PLATE: Rgb = [0.6, 0.45, 0.24];

/** A post with a foot for a picture whose middle is so far above the ground, for where there is no wall. */
export function pictureStand({ height }: PictureSize, above: number): VertexData[] {
  const top = above + height * 0.2;
  return [
    painted(placed(block(0.09, top, 0.05), 0, 0, -0.09), WOOD),
    painted(placed(block(0.9, 0.05, 0.42), 0, 0, -0.09), WOOD),
    painted(placed(block(0.7, 0.03, 0.3), 0, 0.05, -0.09), PLATE),
  ];
}

/** From the lower left one counter-clockwise, as one sees them who stands before the picture. */
const corners = (x: number, y: number, z: number): Vector3[] => [
  new Vector3(x, -y, z),
  new Vector3(-x, -y, z),
  new Vector3(-x, y, z),
  new Vector3(x, y, z),
];

/** With one normal: a moulding has edges. It looks towards +z, or outwards where it has no front. */
function quad(a: Vector3, b: Vector3, c: Vector3, d: Vector3): VertexData {
  const across = Vector3.Cross(b.subtract(a), d.subtract(a)).normalize();
  const middle = a.add(b).add(c).add(d);
  const outwards = across.z === 0 ? across.x * middle.x + across.y * middle.y : across.z;
  const normal = outwards < 0 ? across.negate() : across;
  const part = new VertexData();
  part.positions = [a, b, c, d].flatMap((corner) => corner.asArray());
  part.normals = [0, 1, 2, 3].flatMap(() => normal.asArray());
  part.indices = [0, 1, 2, 0, 2, 3];
  return part;
}
