import type { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial";
import { Texture } from "@babylonjs/core/Materials/Textures/texture";
import type { Scene } from "@babylonjs/core/scene";
import { showPicture } from "./surface-material.ts";

/**
 * Loads the picture of where a portal leads and hangs it into its surface when it has come. Without one, or if it
 * cannot be loaded, the surface goes on shimmering: the portal works all the same. Returns what takes it down.
 */
export function hangPicture(scene: Scene, surface: ShaderMaterial, url: string): () => void {
  if (url === "") return () => undefined;
  let isWanted = true;
  const texture = new Texture(url, scene, {
    onLoad: () => {
      if (isWanted) showPicture(surface, texture);
    },
  });
  texture.anisotropicFilteringLevel = 4;
  return () => {
    isWanted = false;
    texture.dispose();
  };
}
