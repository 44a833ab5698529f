import { clamp } from "./curves.ts";
import type { SplatCloud } from "./splat-cloud.ts";
import { along, cross, dot, UP, unit, type Vec3 } from "./vector.ts";

export interface Camera {
  readonly at: Vec3;
  readonly right: Vec3;
  readonly up: Vec3;
  readonly forward: Vec3;
  /** Vertical field of view, radians. */
  readonly fov: number;
}

export function lookAt(at: Vec3, target: Vec3, fov: number): Camera {
  const forward = unit(along(target, at, -1));
  const right = unit(cross(UP, forward));
  return { at, forward, right, up: cross(forward, right), fov };
}

const NEAR_M = 0.2;
const FAR_M = 400;
const DEPTH_STEPS = 65536;
/** Variance in pixels² added to each splat, so that none falls between the pixels; the viewers add the same. */
const LOW_PASS = 0.3;
/** Splats end where viewers end them: at the square root of 8 standard deviations. */
export const CUT_OFF = 4;
/** Per splat on screen: centre x, y, inverse covariance xx, xy, yy, half width, half height. */
export const FIELDS = 7;

export interface Projected {
  readonly count: number;
  readonly splats: Uint32Array;
  readonly depths: Float32Array;
  readonly fields: Float32Array;
}

/** Every splat that is in the picture, as an ellipse on the screen. */
export function project(cloud: SplatCloud, camera: Camera, width: number, height: number): Projected {
  const focal = height / 2 / Math.tan(camera.fov / 2);
  const limit = (0.65 * Math.max(width, height)) / focal;
  const splats = new Uint32Array(cloud.count);
  const depths = new Float32Array(cloud.count);
  const fields = new Float32Array(cloud.count * FIELDS);
  const { right, up, forward } = camera;
  let count = 0;
  for (let index = 0; index < cloud.count; index++) {
    const away: Vec3 = [
      (cloud.centres[index * 3] ?? 0) - camera.at[0],
      (cloud.centres[index * 3 + 1] ?? 0) - camera.at[1],
      (cloud.centres[index * 3 + 2] ?? 0) - camera.at[2],
    ];
    const depth = dot(away, forward);
    if (depth < NEAR_M) continue;
    const u = dot(away, right) / depth;
    const v = dot(away, up) / depth;
    const pixels = focal / depth;
    const wide = clamp(u, -limit, limit);
    const tall = clamp(v, -limit, limit);
    // Screen directions per metre; a splat's own axes, scaled, are pushed through them one by one.
    const ax = pixels * (right[0] - wide * forward[0]);
    const ay = pixels * (right[1] - wide * forward[1]);
    const az = pixels * (right[2] - wide * forward[2]);
    const bx = -pixels * (up[0] - tall * forward[0]);
    const by = -pixels * (up[1] - tall * forward[1]);
    const bz = -pixels * (up[2] - tall * forward[2]);
    const x = cloud.rotations[index * 4] ?? 0;
    const y = cloud.rotations[index * 4 + 1] ?? 0;
    const z = cloud.rotations[index * 4 + 2] ?? 0;
    const w = cloud.rotations[index * 4 + 3] ?? 1;
    const s0 = cloud.sigmas[index * 3] ?? 0;
    const s1 = cloud.sigmas[index * 3 + 1] ?? 0;
    const s2 = cloud.sigmas[index * 3 + 2] ?? 0;
    const [r00, r10, r20] = [1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)];
    const [r01, r11, r21] = [2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)];
    const [r02, r12, r22] = [2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)];
    const u0 = s0 * (ax * r00 + ay * r10 + az * r20);
    const u1 = s1 * (ax * r01 + ay * r11 + az * r21);
    const u2 = s2 * (ax * r02 + ay * r12 + az * r22);
    const v0 = s0 * (bx * r00 + by * r10 + bz * r20);
    const v1 = s1 * (bx * r01 + by * r11 + bz * r21);
    const v2 = s2 * (bx * r02 + by * r12 + bz * r22);
    const xx = u0 * u0 + u1 * u1 + u2 * u2 + LOW_PASS;
    const yy = v0 * v0 + v1 * v1 + v2 * v2 + LOW_PASS;
    const xy = u0 * v0 + u1 * v1 + u2 * v2;
    const determinant = xx * yy - xy * xy;
    const halfWidth = Math.sqrt(2 * CUT_OFF * xx);
    const halfHeight = Math.sqrt(2 * CUT_OFF * yy);
    const px = width / 2 + focal * u;
    const py = height / 2 - focal * v;
    if (px + halfWidth < 0 || px - halfWidth > width || py + halfHeight < 0 || py - halfHeight > height) continue;
    if (determinant < 1e-9) continue;
    splats[count] = index;
    depths[count] = depth;
    const at = count * FIELDS;
    fields[at] = px;
    fields[at + 1] = py;
    fields[at + 2] = yy / determinant / 2;
    fields[at + 3] = -xy / determinant;
    fields[at + 4] = xx / determinant / 2;
    fields[at + 5] = halfWidth;
    fields[at + 6] = halfHeight;
    count++;
  }
  return { count, splats, depths, fields };
}

/** Nearest first, by counting into logarithmic depth steps. */
export function nearestFirst(projected: Projected): Uint32Array {
  const { count, depths } = projected;
  const steps = new Uint16Array(count);
  const starts = new Uint32Array(DEPTH_STEPS + 1);
  const scale = (DEPTH_STEPS - 1) / Math.log(FAR_M / NEAR_M);
  for (let index = 0; index < count; index++) {
    const step = clamp(Math.floor(Math.log((depths[index] ?? NEAR_M) / NEAR_M) * scale), 0, DEPTH_STEPS - 1);
    steps[index] = step;
    starts[step + 1] = (starts[step + 1] ?? 0) + 1;
  }
  for (let step = 0; step < DEPTH_STEPS; step++) starts[step + 1] = (starts[step + 1] ?? 0) + (starts[step] ?? 0);
  const order = new Uint32Array(count);
  for (let index = 0; index < count; index++) {
    const step = steps[index] ?? 0;
    const place = starts[step] ?? 0;
    starts[step] = place + 1;
    order[place] = index;
  }
  return order;
}
