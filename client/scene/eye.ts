import { TargetCamera } from "@babylonjs/core/Cameras/targetCamera";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import type { Scene } from "@babylonjs/core/scene";

/** Metres above the ground. */
export const EYE_HEIGHT = 1.7;
/** Vertical field of view in radians. */
export const FIELD_OF_VIEW = 1.0;

/** The camera that a scene is seen through; who moves it is decided elsewhere. */
export function openEye(scene: Scene): TargetCamera {
  const eye = new TargetCamera("eye", new Vector3(0, EYE_HEIGHT, 0), scene);
  eye.fov = FIELD_OF_VIEW;
  eye.minZ = 0.08;
  eye.maxZ = 1200;
  return eye;
}

/** `pitch` grows upwards; Babylon's rotation about x grows downwards. */
export function pointEye(eye: TargetCamera, x: number, feet: number, z: number, yaw: number, pitch: number): void {
  eye.position.set(x, feet + EYE_HEIGHT, z);
  eye.rotation.set(-pitch, yaw, 0);
}
