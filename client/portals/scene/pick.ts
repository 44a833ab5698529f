import { PORTAL_HEIGHT, PORTAL_WIDTH } from "./portal-measures.ts";

export interface Ray {
  readonly from: readonly [number, number, number];
  /** Of any length. */
  readonly direction: readonly [number, number, number];
}

interface View {
  readonly position: readonly [number, number, number];
  readonly yaw: number;
  /** Growing upwards. */
  readonly pitch: number;
  /** Vertical, in radians. */
  readonly fieldOfView: number;
  /** Width by height. */
  readonly aspect: number;
}

/** The ray from the eye through a point of the screen: `right` and `up` from -1 to 1, 0 in the middle. */
export function rayThrough(view: View, right: number, up: number): Ray {
  const rise = Math.tan(view.fieldOfView / 2);
  const [sx, sy] = [right * rise * view.aspect, up * rise];
  const [sinPitch, cosPitch] = [Math.sin(view.pitch), Math.cos(view.pitch)];
  const [y, level] = [sinPitch + sy * cosPitch, cosPitch - sy * sinPitch];
  const [sinYaw, cosYaw] = [Math.sin(view.yaw), Math.cos(view.yaw)];
  return { from: view.position, direction: [sx * cosYaw + level * sinYaw, y, level * cosYaw - sx * sinYaw] };
}

interface Standing {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly rotationY: number;
}

const REACH = 40;
const HALF_WIDTH = PORTAL_WIDTH / 2 + 0.1;
const HALF_DEPTH = 0.3;
const HEIGHT = PORTAL_HEIGHT + 0.2;

/** The closest portal within 40 m that the ray hits, or null. */
export function pickPortal(ray: Ray, portals: Iterable<Standing>): string | null {
  let picked: string | null = null;
  let closest = REACH;
  for (const portal of portals) {
    const distance = distanceToPortal(ray, portal);
    if (distance === null || distance > closest) continue;
    picked = portal.id;
    closest = distance;
  }
  return picked;
}

/** Where the ray enters the portal's box, in metres from its start, or null. */
function distanceToPortal({ from, direction }: Ray, portal: Standing): number | null {
  const [sin, cos] = [Math.sin(portal.rotationY), Math.cos(portal.rotationY)];
  const [dx, dy, dz] = [from[0] - portal.x, from[1] - portal.y, from[2] - portal.z];
  const length = Math.hypot(...direction);
  const slabs = [
    { start: dx * cos - dz * sin, way: direction[0] * cos - direction[2] * sin, low: -HALF_WIDTH, high: HALF_WIDTH },
    { start: dy, way: direction[1], low: 0, high: HEIGHT },
    { start: dx * sin + dz * cos, way: direction[0] * sin + direction[2] * cos, low: -HALF_DEPTH, high: HALF_DEPTH },
  ];
  let [enter, leave] = [0, Number.POSITIVE_INFINITY];
  for (const { start, way, low, high } of slabs) {
    if (way === 0) {
      if (start < low || start > high) return null;
      continue;
    }
    const [a, b] = [(low - start) / way, (high - start) / way];
    enter = Math.max(enter, Math.min(a, b));
    leave = Math.min(leave, Math.max(a, b));
  }
  return enter <= leave ? enter * length : null;
}
