import { VertexBuffer } from "@babylonjs/core/Buffers/buffer";
import { LoadAssetContainerAsync } from "@babylonjs/core/Loading/sceneLoader";
import { Matrix, Vector3 } from "@babylonjs/core/Maths/math.vector";
import type { AbstractMesh } from "@babylonjs/core/Meshes/abstractMesh";
import type { Scene } from "@babylonjs/core/scene";
import "@babylonjs/loaders/glTF/2.0/glTFLoader";
import type { WorldFrame } from "./world-frame.ts";

/**
 * The triangles of a collider `.glb` where they stand in the world, nine numbers each. Only they are kept: nothing of
 * the file stays in the scene.
 *
 * The file's axes are those of the splats, y down. Babylon's glTF loader mirrors x; half a turn about z above that makes
 * (x, y, z) of the file (x, −y, z), which is where the splats are.
 * @throws when the file cannot be read
 */
export async function readCollider(scene: Scene, file: ArrayBuffer, frame: WorldFrame): Promise<Float32Array> {
  const container = await LoadAssetContainerAsync(new Uint8Array(file), scene, {
    pluginExtension: ".glb",
    pluginOptions: { gltf: { skipMaterials: true } },
  });
  const upright = Matrix.RotationZ(Math.PI)
    .multiply(Matrix.Scaling(frame.scale, frame.scale, frame.scale))
    .multiply(Matrix.Translation(0, frame.lift, 0));
  const pieces = container.meshes.map((mesh) => trianglesOf(mesh, upright));
  container.dispose();
  const all = new Float32Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let end = 0;
  for (const piece of pieces) {
    all.set(piece, end);
    end += piece.length;
  }
  return all;
}

function trianglesOf(mesh: AbstractMesh, upright: Matrix): Float32Array {
  const positions = mesh.getVerticesData(VertexBuffer.PositionKind);
  const indices = mesh.getIndices();
  if (positions === null || indices === null) return new Float32Array(0);
  const toWorld = mesh.computeWorldMatrix(true).multiply(upright);
  const points = new Float32Array(positions.length);
  const point = new Vector3();
  for (let i = 0; i < positions.length; i += 3) {
    Vector3.TransformCoordinatesToRef(Vector3.FromArray(positions, i), toWorld, point);
    point.toArray(points, i);
  }
  const corners = new Float32Array(indices.length * 3);
  indices.forEach((index: number, i: number) => {
    corners.set(points.subarray(index * 3, index * 3 + 3), i * 3);
  });
  return corners;
}
