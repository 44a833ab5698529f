import type { BaseTexture } from "@babylonjs/core/Materials/Textures/baseTexture";
import { Texture } from "@babylonjs/core/Materials/Textures/texture";
import type { Scene } from "@babylonjs/core/scene";
import { texts } from "../../ui/texts.ts";

/** A still picture that is held in memory: on its way, there, or impossible to show. */
export interface HeldPoster {
  readonly url: string;
  readonly state: "loading" | "shown" | "failed";
  readonly texture: BaseTexture;
  dispose(): void;
}

export type HoldPoster = (scene: Scene, url: string, onSettled: () => void) => HeldPoster;

/** Loads a picture. `onSettled` is called once it is there or has failed, and never after `dispose`. */
export const holdPoster: HoldPoster = (scene, url, onSettled) => {
  let state: HeldPoster["state"] = "loading";
  let isWanted = true;
  const settle = (as: "shown" | "failed"): void => {
    if (!isWanted) return;
    state = as;
    onSettled();
  };
  const texture = new Texture(url, scene, {
    onLoad: () => settle("shown"),
    onError(message) {
      if (isWanted) console.warn(texts.exhibit.cannotShow, message);
      settle("failed");
    },
  });
  texture.anisotropicFilteringLevel = 8;
  texture.wrapU = Texture.CLAMP_ADDRESSMODE;
  texture.wrapV = Texture.CLAMP_ADDRESSMODE;
  return {
    url,
    get state() {
      return state;
    },
    texture,
    dispose() {
      isWanted = false;
      texture.dispose();
    },
  };
};
