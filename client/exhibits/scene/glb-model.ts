import { LoadAssetContainerAsync } from "@babylonjs/core/Loading/sceneLoader";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Scene } from "@babylonjs/core/scene";
import "@babylonjs/loaders/glTF/2.0/glTFLoader";
import "@babylonjs/loaders/glTF/2.0/Extensions/EXT_texture_webp";
import "@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_emissive_strength";
import "@babylonjs/loaders/glTF/2.0/Extensions/KHR_materials_unlit";
import "@babylonjs/loaders/glTF/2.0/Extensions/KHR_mesh_quantization";
import "@babylonjs/loaders/glTF/2.0/Extensions/KHR_texture_transform";
import { fitting } from "./fitting.ts";

/** A model that stands on the origin of `root`, fitted into a cube of 2 m, its front along +z. */
export interface StandingModel {
  readonly root: TransformNode;
  /** Frees all of it: meshes, geometries, materials, textures. */
  dispose(): void;
}

/**
 * Reads a `.glb` into the scene. What glTF calls the front (+z) comes out along Babylon's +z, the way an exhibit looks.
 * @throws when the file cannot be read or shows nothing; nothing is left behind then
 */
export async function readModel(scene: Scene, file: ArrayBuffer): Promise<StandingModel> {
  const container = await LoadAssetContainerAsync(new Uint8Array(file), scene, { pluginExtension: ".glb" });
  if (scene.isDisposed) throw new Error("The place was left before the model was read.");
  const root = new TransformNode("model", scene);
  const dispose = (): void => {
    root.dispose(true);
    container.dispose();
  };
  container.addAllToScene();
  for (const group of container.animationGroups) group.stop();
  for (const mesh of container.meshes) mesh.isPickable = false;
  const fitted = new TransformNode("model-fitted", scene);
  container.transformNodes.push(fitted);
  fitted.parent = root;
  for (const node of container.rootNodes) node.parent = fitted;
  const extent = fitted.getHierarchyBoundingVectors();
  const fit = fitting(extent.min.asArray(), extent.max.asArray());
  if (fit === null) {
    dispose();
    throw new Error("The model's file shows nothing.");
  }
  fitted.scaling.setAll(fit.scale);
  fitted.position.set(...fit.offset);
  return { root, dispose };
}
