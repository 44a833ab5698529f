import type { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { Place } from "../../scene/place.ts";
import { texts } from "../../ui/texts.ts";
import type { StandingModel } from "./glb-model.ts";

/** Brings a model's file into the place; see load-model.ts. */
export type LoadModel = (place: Place, url: string, signal: AbortSignal) => Promise<StandingModel>;

/** Everything that reads models comes with the first one. */
export const loadLazily: LoadModel = async (place, url, signal) => {
  const { loadModel } = await import("./load-model.ts");
  return loadModel(place, url, signal);
};

/** A model that is held in memory: on its way, shown, or impossible to show. */
export interface HeldModel {
  readonly state: "loading" | "shown" | "failed";
  dispose(): void;
}

/** Loads a model under `root`. `onSettled` is called once it is shown or has failed, and never after `dispose`. */
export function holdModel(
  place: Place,
  root: TransformNode,
  url: string,
  load: LoadModel,
  onSettled: () => void,
): HeldModel {
  const leaving = new AbortController();
  let state: HeldModel["state"] = "loading";
  let model: StandingModel | null = null;
  load(place, url, leaving.signal)
    .then((loaded) => {
      if (leaving.signal.aborted) return loaded.dispose();
      model = loaded;
      model.root.parent = root;
      state = "shown";
      onSettled();
    })
    .catch((error: unknown) => {
      if (leaving.signal.aborted) return;
      console.warn(texts.exhibit.cannotShow, error);
      state = "failed";
      onSettled();
    });
  return {
    get state() {
      return state;
    },
    dispose() {
      leaving.abort();
      model?.dispose();
      model = null;
    },
  };
}
