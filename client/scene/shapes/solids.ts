import type { Material } from "@babylonjs/core/Materials/material";
import { Matrix, Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CreateBoxVertexData } from "@babylonjs/core/Meshes/Builders/boxBuilder";
import { CreateRibbonVertexData } from "@babylonjs/core/Meshes/Builders/ribbonBuilder";
import { Mesh } from "@babylonjs/core/Meshes/mesh";
import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import type { Scene } from "@babylonjs/core/scene";
import type { Rgb } from "../light/atmosphere.ts";

/** Paints a whole part; `shine` from 0 (lit by the place) to 1 (shines by itself). */
export function painted(part: VertexData, colour: Rgb, shine = 0): VertexData {
  const count = (part.positions?.length ?? 0) / 3;
  part.colors = Array.from({ length: count }, () => [...colour, shine]).flat();
  return part;
}

/** Puts a part where it belongs: first turned about the vertical by `turn` radians, then moved, in metres. */
export function placed(part: VertexData, x: number, y: number, z: number, turn = 0): VertexData {
  return part.transform(
    Matrix.Compose(Vector3.One(), Quaternion.RotationYawPitchRoll(turn, 0, 0), new Vector3(x, y, z)),
  );
}

/** A box that stands on its origin. */
export function block(width: number, height: number, depth: number): VertexData {
  return CreateBoxVertexData({ width, height, depth }).transform(Matrix.Translation(0, height / 2, 0));
}

/** [radius, height] pairs from the bottom up, in metres. A point given twice makes a hard edge. */
export type Profile = readonly (readonly [number, number])[];

/** The profile turned about the vertical axis, from `from` to `to` radians (0 is +z, growing towards +x). */
export function turned(profile: Profile, segments: number, from = 0, to = Math.PI * 2): VertexData {
  const pathArray = profile.map(([radius, height]) =>
    Array.from({ length: segments + 1 }, (_, i) => {
      const angle = from + ((to - from) * i) / segments;
      return new Vector3(Math.sin(angle) * radius, height, Math.cos(angle) * radius);
    }),
  );
  return CreateRibbonVertexData({ pathArray });
}

/** One mesh out of painted parts: one draw call, however many there are. */
export function joinedMesh(name: string, parts: readonly VertexData[], material: Material, scene: Scene): Mesh {
  const [first, ...others] = parts;
  const mesh = new Mesh(name, scene);
  if (first !== undefined) {
    for (const part of parts) part.uvs = null;
    first.merge(others, true).applyToMesh(mesh);
  }
  mesh.material = material;
  mesh.isPickable = false;
  return mesh;
}
