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

/** An upright box that stands on (x, y, z), turned about the vertical; metres and radians. */
export interface PickBox {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly rotationY: number;
  readonly halfWidth: number;
  readonly halfDepth: number;
  readonly height: number;
}

const REACH = 40;

/** The closest box within 40 m that the ray hits, or null. */
export function pickBox(ray: Ray, boxes: Iterable<PickBox>): string | null {
  let picked: string | null = null;
  let closest = REACH;
  for (const box of boxes) {
    const distance = distanceToBox(ray, box);
    if (distance === null || distance > closest) continue;
    picked = box.id;
    closest = distance;
  }
  return picked;
}

/** Where the ray enters the box, in metres from its start, or null. */
function distanceToBox({ from, direction }: Ray, box: PickBox): number | null {
  const [sin, cos] = [Math.sin(box.rotationY), Math.cos(box.rotationY)];
  const [dx, dy, dz] = [from[0] - box.x, from[1] - box.y, from[2] - box.z];
  const length = Math.hypot(...direction);
  const { halfWidth, halfDepth, height } = box;
  const slabs = [
    { start: dx * cos - dz * sin, way: direction[0] * cos - direction[2] * sin, low: -halfWidth, high: halfWidth },
    { start: dy, way: direction[1], low: 0, high: height },
    { start: dx * sin + dz * cos, way: direction[0] * sin + direction[2] * cos, low: -halfDepth, high: halfDepth },
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
