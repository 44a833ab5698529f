import { dot, type Vec3 } from "./vector.ts";

/** Writes, as x, y, z, w, the turn by `spin` radians about +y followed by the shortest turn from +y to `axis` (unit). */
export function storeRotation(rotations: Float32Array, at: number, axis: Vec3, spin: number): void {
  const sine = Math.sin(spin / 2);
  const cosine = Math.cos(spin / 2);
  const upright = 1 + axis[1];
  // Straight down has no shortest turn: half a turn about x is one of them.
  const length = upright < 1e-4 ? 1 : Math.sqrt(axis[2] * axis[2] + axis[0] * axis[0] + upright * upright);
  const x = upright < 1e-4 ? 1 : axis[2] / length;
  const z = upright < 1e-4 ? 0 : -axis[0] / length;
  const w = upright < 1e-4 ? 0 : upright / length;
  rotations[at] = x * cosine - z * sine;
  rotations[at + 1] = w * sine;
  rotations[at + 2] = x * sine + z * cosine;
  rotations[at + 3] = w * cosine;
}

/** The spin that turns the local z axis of a splat with this `axis` towards `direction`, radians. */
export function spinTowards(axis: Vec3, direction: Vec3): number {
  const [x, y, z] = axis;
  if (1 + y < 1e-4) return Math.atan2(direction[0], -direction[2]);
  const cut = 1 / (1 + y);
  const right: Vec3 = [1 - x * x * cut, -x, -x * z * cut];
  const ahead: Vec3 = [-x * z * cut, -z, 1 - z * z * cut];
  return Math.atan2(dot(direction, right), dot(direction, ahead));
}
