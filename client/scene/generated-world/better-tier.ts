import type { GaussianSplattingMesh } from "@babylonjs/core/Meshes/GaussianSplatting/gaussianSplattingMesh";
import type { Scene } from "@babylonjs/core/scene";
import { addSplats } from "./splats.ts";
import type { WorldFrame } from "./world-frame.ts";

/**
 * Loads a better tier beside the one that is shown, and swaps the two within one frame once the better one is sorted,
 * so that no frame is empty. Resolves when the better one is seen.
 * @throws what the download throws, when aborted too
 */
export async function swapInBetterTier(
  scene: Scene,
  shown: GaussianSplattingMesh,
  url: string,
  frame: WorldFrame,
  signal: AbortSignal,
): Promise<void> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url} could not be loaded (${response.status}).`);
  signal.throwIfAborted();
  const better = await addSplats("splats-better", scene, response, frame);
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const swapping = scene.onBeforeRenderObservable.add(() => {
      // Asking also posts the sort.
      if (!better.isReady(true)) return;
      scene.onBeforeRenderObservable.remove(swapping);
      better.setEnabled(true);
      shown.dispose();
      resolve();
    });
  });
}
