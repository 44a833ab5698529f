import { NodeIO, type Texture } from "@gltf-transform/core";

type Point = readonly [x: number, y: number, z: number];

/** What a `.glb` with one mesh holds. */
export interface GlbMesh {
  readonly positions: readonly Point[];
  readonly normals: readonly Point[];
  readonly uvs: readonly (readonly [u: number, v: number])[];
  readonly triangles: readonly (readonly [number, number, number])[];
  readonly texture: Texture;
}

export async function readGlb(bytes: Uint8Array): Promise<GlbMesh> {
  const root = (await new NodeIO().readBinary(bytes)).getRoot();
  const [primitive, ...others] = root.listMeshes().flatMap((mesh) => mesh.listPrimitives());
  const texture = primitive?.getMaterial()?.getBaseColorTexture();
  if (!primitive || others.length > 0 || !texture) throw new Error("The file is no single textured mesh.");
  const elements = (name: string) => {
    const accessor = primitive.getAttribute(name);
    return Array.from({ length: accessor?.getCount() ?? 0 }, (_, index) => accessor?.getElement(index, []) ?? []);
  };
  const indices = primitive.getIndices()?.getArray() ?? [];
  const point = ([x = Number.NaN, y = Number.NaN, z = Number.NaN]: number[]): Point => [x, y, z];
  return {
    positions: elements("POSITION").map(point),
    normals: elements("NORMAL").map(point),
    uvs: elements("TEXCOORD_0").map(([u = Number.NaN, v = Number.NaN]) => [u, v] as const),
    triangles: Array.from({ length: indices.length / 3 }, (_, index) => [
      indices[index * 3] ?? -1,
      indices[index * 3 + 1] ?? -1,
      indices[index * 3 + 2] ?? -1,
    ]),
    texture,
  };
}

/** Least and greatest coordinate along an axis (0 x, 1 y, 2 z). */
export function boundsAlong({ positions }: GlbMesh, axis: 0 | 1 | 2): readonly [least: number, greatest: number] {
  return positions.reduce<readonly [number, number]>(
    ([least, greatest], point) => [Math.min(least, point[axis]), Math.max(greatest, point[axis])],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
}

/**
 * How often each directed edge occurs, `from>to` by the places of its ends: vertices that differ only in normal or
 * texture are one. In a closed surface each occurs once, and its opposite once.
 */
export function edgesOf({ positions, triangles }: GlbMesh): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const placeOf = (index: number) => {
    const key = String(positions[index]);
    const known = places.get(key) ?? places.size;
    places.set(key, known);
    return known;
  };
  const edges = new Map<string, number>();
  for (const [a, b, c] of triangles) {
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, a],
    ] as const) {
      const edge = `${placeOf(from)}>${placeOf(to)}`;
      edges.set(edge, (edges.get(edge) ?? 0) + 1);
    }
  }
  return edges;
}

/** What the surface encloses; negative when it is turned inside out. */
export function volumeOf({ positions, triangles }: GlbMesh): number {
  return triangles.reduce((sum, corners) => {
    const [[ax, ay, az], [bx, by, bz], [cx, cy, cz]] = corners.map((corner) => positions[corner] ?? [0, 0, 0]) as [
      Point,
      Point,
      Point,
    ];
    return sum + (ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx)) / 6;
  }, 0);
}
