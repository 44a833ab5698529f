import { DownloadFailed } from "../../scene/generated-world/download.ts";
import type { Place } from "../../scene/place.ts";
import { readModel, type StandingModel } from "./glb-model.ts";
import { lightModels } from "./model-light.ts";

/**
 * Fetches a model's file and stands it into the place.
 * @throws what `readModel` throws, DownloadFailed, or what `fetch` throws (aborts too)
 */
export async function loadModel(place: Place, url: string, signal: AbortSignal): Promise<StandingModel> {
  const answer = await fetch(url, { signal });
  if (!answer.ok) throw new DownloadFailed(url, answer.status);
  const file = await answer.arrayBuffer();
  signal.throwIfAborted();
  lightModels(place);
  const model = await readModel(place.scene, file);
  if (!signal.aborted) return model;
  model.dispose();
  throw signal.reason;
}
