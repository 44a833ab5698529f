import "@babylonjs/core/Engines/Extensions/engine.dynamicTexture";
import "@babylonjs/core/Engines/Extensions/engine.videoTexture";
import type { BaseTexture } from "@babylonjs/core/Materials/Textures/baseTexture";
import { Texture } from "@babylonjs/core/Materials/Textures/texture";
import { VideoTexture } from "@babylonjs/core/Materials/Textures/videoTexture";
import type { Scene } from "@babylonjs/core/scene";
import { texts } from "../../ui/texts.ts";

/** A film that runs, without its sound and from its beginning again and again. */
export interface RunningFilm {
  readonly state: "loading" | "playing" | "failed";
  readonly texture: BaseTexture;
  /** Width by height; 0 before it is known. */
  readonly shape: number;
  dispose(): void;
}

export type RunFilm = (scene: Scene, url: string, onSettled: () => void) => RunningFilm;

/** Starts a film. `onSettled` is called once there is something to see or it has failed, and never after `dispose`. */
export const runFilm: RunFilm = (scene, url, onSettled) => {
  let state: RunningFilm["state"] = "loading";
  let isWanted = true;
  const settle = (as: "playing" | "failed"): void => {
    if (!isWanted || state === as) return;
    state = as;
    onSettled();
  };
  const video = document.createElement("video");
  video.muted = true;
  video.loop = true;
  video.playsInline = true;
  const fail = (reason: unknown): void => {
    if (!isWanted) return;
    console.warn(texts.exhibit.cannotShow, reason);
    settle("failed");
  };
  video.addEventListener("error", () => fail(video.error?.message));
  video.addEventListener("playing", () => settle("playing"));
  // Babylon's own way of starting a film writes an error to the console when it is stopped before it began.
  const texture = new VideoTexture("film", video, scene, false, false, Texture.BILINEAR_SAMPLINGMODE, {
    autoUpdateTexture: true,
    independentVideoSource: true,
  });
  video.src = url;
  video.play().catch(fail);
  return {
    get state() {
      return state;
    },
    texture,
    get shape() {
      return video.videoHeight > 0 ? video.videoWidth / video.videoHeight : 0;
    },
    dispose() {
      isWanted = false;
      video.pause();
      texture.dispose();
      // Without this the browser goes on holding its decoder and what it has downloaded.
      video.removeAttribute("src");
      video.load();
    },
  };
};
