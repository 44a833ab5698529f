import type { TargetCamera } from "@babylonjs/core/Cameras/targetCamera";
import type { Scene } from "@babylonjs/core/scene";
import type { Atmosphere } from "./light/atmosphere.ts";

/** Somewhere to stand: one Babylon scene of its own, so that disposing the scene frees everything of the place. */
export interface Place {
  /** "hub" or the world's id. */
  readonly id: string;
  readonly scene: Scene;
  readonly eye: TargetCamera;
  readonly atmosphere: Atmosphere;
  /** The ground's height at (x, z), in metres, for somebody whose feet are at height `feet`. */
  groundUnder(x: number, z: number, feet: number): number;
  /** Everything that should be seen can be seen, at its best. */
  isReady(): boolean;
  /** Called once it is shown: what may still come in the background comes now. */
  onShown(): void;
  dispose(): void;
}
