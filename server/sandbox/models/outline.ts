import { signedDistance } from "./distance.ts";
import { setDown } from "./feet.ts";
import { blur, type Plane, sample } from "./plane.ts";
import type { Bitmap } from "./regions.ts";

/**
 * Where a solid does not round off but ends in a face: on the ground (`below`), where the near edge of a round base is
 * seen from above (`base`), and where the picture's edge cut it off.
 */
const FACES = ["none", "below", "base", "left", "right", "above"] as const;
export type Face = (typeof FACES)[number];

/** The outline of a solid, in pixels with y down. The picture's own corner lies at (`margin`, `margin`). */
export interface Outline {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly shape: Bitmap;
  /** Distance to the edge of what the picture shows of it: the feet were not yet drawn down to the ground. */
  readonly seen: Plane;
  /** Distance to the outline, smoothed: positive inside. */
  readonly edge: Plane;
  /** Distance to that part of the outline where the solid rounds off; like `edge` where there are no flat faces. */
  readonly rim: Plane;
  /** The face that a pixel right outside the shape lies before. */
  faceAt(x: number, y: number): Face;
  /** The coordinate that a flat face lies at: y for below and above, x for left and right. */
  readonly faceLine: Readonly<Record<Exclude<Face, "none" | "base">, number>>;
}

/** @param margin how many pixels to add all around. */
export function outlineOf(silhouette: Bitmap, margin: number): Outline {
  const width = silhouette.width + 2 * margin;
  const height = silhouette.height + 2 * margin;
  const bits = new Uint8Array(width * height);
  for (let y = 0; y < silhouette.height; y++) {
    const row = silhouette.bits.subarray(y * silhouette.width, (y + 1) * silhouette.width);
    bits.set(row, (y + margin) * width + margin);
  }
  const seen = signedDistance({ width, height, bits: Uint8Array.from(bits) });
  const feet = setDown({ width, height, bits });
  const faceLine = {
    below: feet.ground - 0.5,
    left: margin - 0.5,
    right: width - margin - 0.5,
    above: margin - 0.5,
  };
  const beyond = new Uint8Array(width * height);
  // All the way to the border, so that no place before a face is near a rim.
  const markBeyond = (fromX: number, fromY: number, dx: number, dy: number, face: Face) => {
    if (bits[fromY * width + fromX] !== 1) return;
    for (let [x, y] = [fromX + dx, fromY + dy]; x >= 0 && y >= 0 && x < width && y < height; x += dx, y += dy) {
      beyond[y * width + x] = FACES.indexOf(face);
    }
  };
  for (let y = margin; y < height - margin; y++) {
    markBeyond(margin, y, -1, 0, "left");
    markBeyond(width - margin - 1, y, 1, 0, "right");
  }
  for (let x = margin; x < width - margin; x++) markBeyond(x, margin, 0, -1, "above");
  for (const { x, bottom, isLevel } of feet.columns) markBeyond(x, bottom, 0, 1, isLevel ? "below" : "base");

  const shape = { width, height, bits };
  const grown = { width, height, bits: bits.map((bit, index) => (bit === 1 || beyond[index] !== 0 ? 1 : 0)) };
  return {
    width,
    height,
    margin,
    shape,
    seen,
    edge: blur(signedDistance(shape), 1),
    rim: blur(signedDistance(grown), 1),
    faceAt: (x, y) => FACES[beyond[Math.round(y) * width + Math.round(x)] ?? 0] ?? "none",
    faceLine,
  };
}

/** Whether a place lies within the outline. */
export function isInside(outline: Outline, x: number, y: number): boolean {
  return sample(outline.edge, x, y) > 0;
}
