/** Metres (or a direction) in Babylon axes: x right, y up, z forward, left-handed. */
export type Vec3 = readonly [x: number, y: number, z: number];

export const UP: Vec3 = [0, 1, 0];

export function add(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function scale(a: Vec3, factor: number): Vec3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

/** `a` moved by `factor` times `direction`. */
export function along(a: Vec3, direction: Vec3, factor: number): Vec3 {
  return [a[0] + direction[0] * factor, a[1] + direction[1] * factor, a[2] + direction[2] * factor];
}

export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Unit length; straight up for a vector without a direction. */
export function unit(a: Vec3): Vec3 {
  const length = Math.hypot(a[0], a[1], a[2]);
  return length < 1e-9 ? UP : [a[0] / length, a[1] / length, a[2] / length];
}

/** The direction at `azimuth` (0 = +z, rising towards +x) and `elevation` above the horizon, both in radians. */
export function heading(azimuth: number, elevation = 0): Vec3 {
  const level = Math.cos(elevation);
  return [Math.sin(azimuth) * level, Math.sin(elevation), Math.cos(azimuth) * level];
}
