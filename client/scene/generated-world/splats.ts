import { GaussianSplattingMaterial } from "@babylonjs/core/Materials/GaussianSplatting/gaussianSplattingMaterial";
import { GaussianSplattingMesh } from "@babylonjs/core/Meshes/GaussianSplatting/gaussianSplattingMesh";
import type { Scene } from "@babylonjs/core/scene";
import { ParseSpz } from "@babylonjs/loaders/SPLAT/spz";
import type { WorldFrame } from "./world-frame.ts";

/** The size of the blur that clouds trained with antialiasing expect, in pixels². */
const ANTIALIASED_KERNEL = 0.1;

/**
 * Unpacks an `.spz` as it comes and adds it to the scene, not yet sorted: it can be seen once `isReady(true)`.
 * The file is gzip around versions 2 or 3 of the format; Babylon's own parser knows no other.
 * @throws when it is neither
 */
export async function addSplats(
  name: string,
  scene: Scene,
  file: Response,
  frame: WorldFrame,
): Promise<GaussianSplattingMesh> {
  const { data, sh, shDegree, trainedWithAntialiasing } = await ParseSpz(await unpacked(file), scene, {});
  if (scene.isDisposed) throw new Error("The world was left before its file was unpacked.");
  if (data.byteLength === 0) throw new Error("The world's file holds no splats that this version can read.");
  const mesh = new GaussianSplattingMesh(name, null, scene, false);
  mesh.setEnabled(false);
  // The file's y points down, and Babylon is left-handed: one mirrored axis puts both right.
  mesh.scaling.set(frame.scale, -frame.scale, frame.scale);
  mesh.position.y = frame.lift;
  await mesh.updateDataAsync(data, sh, undefined, shDegree);
  mesh.setEnabled(false);
  if (trainedWithAntialiasing && mesh.material instanceof GaussianSplattingMaterial) {
    mesh.material.kernelSize = ANTIALIASED_KERNEL;
    mesh.material.compensation = true;
  }
  mesh.isPickable = false;
  return mesh;
}

async function unpacked(file: Response): Promise<ArrayBuffer> {
  if (file.body === null) throw new Error("The world's file is empty.");
  try {
    return await new Response(file.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  } catch (cause) {
    throw new Error("The world's file was cut off or is not packed as it should be.", { cause });
  }
}
