import type { Profile } from "./profile.ts";
import type { Sheet, SheetPoint } from "./sheet.ts";

/** A textured, closed surface. Units, y up from the ground, the front towards +z, right-handed as glTF has it. */
export interface Solid {
  readonly positions: Float32Array<ArrayBuffer>;
  readonly normals: Float32Array<ArrayBuffer>;
  /** Into the skin: 0..1, v down. */
  readonly uvs: Float32Array<ArrayBuffer>;
  readonly indices: Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
}

/** Where a place of the outline lies in the texture. */
export interface SkinMap {
  front(x: number, y: number): readonly [u: number, v: number];
  back(x: number, y: number): readonly [u: number, v: number];
}

type Vector = [x: number, y: number, z: number];

/** Nothing is wider than this many times its height of 1; what would be gets lower instead. */
const WIDEST = 1.6;

/**
 * The sheet twice, bent to the front and to the back, and a band along the border between the two. Vertices of the band
 * and of the two sheets lie at the same places, but carry their own normals and texture: on flat faces there is an edge.
 */
export function buildSolid(sheet: Sheet, profile: Profile, skin: SkinMap): Solid {
  const toUnits = unitsOf(sheet);
  const isRounded = ({ isRim, face }: SheetPoint) => isRim && face === "none";
  const front = sheet.points.map((point) => {
    const { x, y } = point;
    return toUnits(x, y, isRounded(point) ? profile.rim : profile.frontAt(x, y));
  });
  const back = sheet.points.map((point) => {
    const { x, y } = point;
    return toUnits(x, y, isRounded(point) ? -profile.rim : -profile.backAt(x, y));
  });
  const frontNormals = front.map((): Vector => [0, 0, 0]);
  const backNormals = back.map((): Vector => [0, 0, 0]);
  const count = sheet.points.length;
  const indices: number[] = [];

  for (const [a, b, c, d] of sheet.quads) {
    // Seen from the front a is upper left and d lower right. Of the two ways to fold, the one that bulges.
    const falls = heightOf(front, a) + heightOf(front, d) >= heightOf(front, b) + heightOf(front, c);
    const triangles = falls
      ? [
          [a, c, d],
          [a, d, b],
        ]
      : [
          [a, c, b],
          [b, c, d],
        ];
    for (const [p = 0, q = 0, r = 0] of triangles) {
      indices.push(p, q, r, count + p, count + r, count + q);
      addNormal(frontNormals, front, p, q, r);
      addNormal(backNormals, back, p, r, q);
    }
  }
  for (const [index, point] of sheet.points.entries()) {
    if (!isRounded(point)) continue;
    // A rounded rim is one surface from the front to the back.
    const [f, b] = [frontNormals[index], backNormals[index]];
    if (!f || !b) continue;
    const both: Vector = [f[0] + b[0], f[1] + b[1], f[2] + b[2]];
    frontNormals[index] = both;
    backNormals[index] = [...both];
  }

  const positions = [...front, ...back];
  const normals = [...frontNormals, ...backNormals];
  const uvs = [...sheet.points.map(({ x, y }) => skin.front(x, y)), ...sheet.points.map(({ x, y }) => skin.back(x, y))];
  for (const [from, to] of sheet.border) {
    const isFlat = sheet.points[from]?.face !== "none" && sheet.points[to]?.face !== "none";
    const start = positions.length;
    const corners = [from, to, count + from, count + to];
    for (const corner of corners) {
      const position = positions[corner] ?? [0, 0, 0];
      const edge = skin.front(...placeOf(sheet, corner % count));
      positions.push([...position]);
      normals.push(isFlat ? [0, 0, 0] : [...(normals[corner] ?? [0, 0, 0])]);
      uvs.push(edge);
    }
    // The inside lies to the left from front `from` to front `to`; the band is seen from the other side.
    for (const [p, q, r] of [
      [0, 2, 1],
      [1, 2, 3],
    ] as const) {
      indices.push(start + p, start + q, start + r);
      if (isFlat) addNormal(normals, positions, start + p, start + q, start + r);
    }
  }
  return {
    positions: Float32Array.from(positions.flat()),
    normals: Float32Array.from(normals.flatMap(unit)),
    uvs: Float32Array.from(uvs.flat()),
    indices: positions.length > 65_535 ? Uint32Array.from(indices) : Uint16Array.from(indices),
  };
}

function placeOf(sheet: Sheet, index: number): readonly [number, number] {
  const point = sheet.points[index];
  return [point?.x ?? 0, point?.y ?? 0];
}

function heightOf(points: readonly Vector[], index: number): number {
  return points[index]?.[2] ?? 0;
}

/** Pixels to units: centred over the ground, about 1 high. */
function unitsOf(sheet: Sheet): (x: number, y: number, z: number) => Vector {
  let [left, right, top] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  let ground = Number.NEGATIVE_INFINITY;
  for (const { x, y } of sheet.points) {
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, ground] = [Math.min(top, y), Math.max(ground, y)];
  }
  const scale = Math.min(1 / (ground - top), WIDEST / (right - left));
  const middle = (left + right) / 2;
  return (x, y, z) => [(x - middle) * scale, (ground - y) * scale, z * scale];
}

function addNormal(normals: Vector[], points: readonly Vector[], a: number, b: number, c: number): void {
  const [p, q, r] = [points[a], points[b], points[c]];
  if (!p || !q || !r) return;
  const [ux, uy, uz] = [q[0] - p[0], q[1] - p[1], q[2] - p[2]];
  const [vx, vy, vz] = [r[0] - p[0], r[1] - p[1], r[2] - p[2]];
  const normal = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
  for (const index of [a, b, c]) {
    const sum = normals[index];
    if (!sum) continue;
    for (const axis of [0, 1, 2] as const) sum[axis] += normal[axis] ?? 0;
  }
}

/** Straight to the front for a vector without a direction: what a triangle without an area would have. */
function unit(vector: Vector): Vector {
  const length = Math.hypot(...vector);
  return length < 1e-12 ? [0, 0, 1] : [vector[0] / length, vector[1] / length, vector[2] / length];
}
