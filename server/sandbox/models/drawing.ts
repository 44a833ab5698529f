import { clamp, lerp, smoothstep } from "../worlds/curves.ts";
import type { Skin } from "./skin.ts";
import type { Solid } from "./solid.ts";

/** Where the viewer stands, in radians: `yaw` 0 is before the front and turns to the viewer's right, `pitch` is upwards. */
export interface View {
  readonly yaw: number;
  readonly pitch: number;
}

export interface Drawing {
  readonly side: number;
  /** Red, green, blue; rows from the top. */
  readonly rgb: Uint8Array;
}

/** How far away the viewer stands, in radii of the sphere around the solid. */
const DISTANCE = 4.2;
/** The share of half the drawing that the sphere fills. */
const FILL = 0.86;
const LIGHT = [0.45, 0.72, 0.53] as const;
const FLOOR = [214, 217, 222] as const;

interface Corner {
  readonly x: number;
  readonly y: number;
  /** 1 / depth: linear over the drawing, larger is nearer. */
  readonly near: number;
  readonly light: number;
  readonly u: number;
  readonly v: number;
}

/** Draws with a depth buffer, one light and the texture's nearest texel: make it larger than needed, then scale it. */
export function drawSolid(solid: Solid, skin: Skin, view: View, side: number): Drawing {
  const rgb = backgroundOf(side);
  const depth = new Float32Array(side * side);
  const corners = project(solid, view, side);
  for (let index = 0; index < solid.indices.length; index += 3) {
    const [a, b, c] = [0, 1, 2].map((each) => corners[solid.indices[index + each] ?? 0]);
    if (a && b && c) drawTriangle(a, b, c, skin, { side, rgb }, depth);
  }
  return { side, rgb };
}

function project({ positions, normals, uvs }: Solid, { yaw, pitch }: View, side: number): readonly Corner[] {
  let [radius, top, far] = [0, 0, 0];
  for (let index = 0; index < positions.length; index += 3) {
    top = Math.max(top, positions[index + 1] ?? 0);
    far = Math.max(far, Math.hypot(positions[index] ?? 0, positions[index + 2] ?? 0));
  }
  radius = Math.hypot(top / 2, far);
  const [sinYaw, cosYaw, sinPitch, cosPitch] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
  const zoom = (side / 2) * FILL * Math.sqrt(DISTANCE * DISTANCE - 1);
  const corners: Corner[] = [];
  for (let index = 0; index < positions.length / 3; index++) {
    const x = (positions[index * 3] ?? 0) / radius;
    const y = ((positions[index * 3 + 1] ?? 0) - top / 2) / radius;
    const z = (positions[index * 3 + 2] ?? 0) / radius;
    const right = x * cosYaw - z * sinYaw;
    const towards = x * sinYaw + z * cosYaw;
    const up = y * cosPitch - towards * sinPitch;
    const near = 1 / (DISTANCE - (towards * cosPitch + y * sinPitch));
    // The light stands with the viewer.
    const [nx, ny, nz] = [normals[index * 3] ?? 0, normals[index * 3 + 1] ?? 0, normals[index * 3 + 2] ?? 0];
    const [lightX, lightZ] = [nx * cosYaw - nz * sinYaw, nx * sinYaw + nz * cosYaw];
    const facing = lightX * LIGHT[0] + ny * LIGHT[1] + lightZ * LIGHT[2];
    corners.push({
      x: side / 2 + right * near * zoom,
      y: side / 2 - up * near * zoom,
      near,
      light: 0.58 + 0.14 * ny + 0.55 * Math.max(0, facing),
      u: (uvs[index * 2] ?? 0) * near,
      v: (uvs[index * 2 + 1] ?? 0) * near,
    });
  }
  return corners;
}

function drawTriangle(a: Corner, b: Corner, c: Corner, skin: Skin, to: Drawing, depth: Float32Array): void {
  const area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
  // Rows go down: what turns counter-clockwise towards the viewer has a negative area here.
  if (area >= 0) return;
  const top = Math.max(0, Math.ceil(Math.min(a.y, b.y, c.y)));
  const bottom = Math.min(to.side - 1, Math.floor(Math.max(a.y, b.y, c.y)));
  const left = Math.max(0, Math.ceil(Math.min(a.x, b.x, c.x)));
  const right = Math.min(to.side - 1, Math.floor(Math.max(a.x, b.x, c.x)));
  for (let y = top; y <= bottom; y++) {
    for (let x = left; x <= right; x++) {
      const ofA = ((b.x - x) * (c.y - y) - (c.x - x) * (b.y - y)) / area;
      const ofB = ((c.x - x) * (a.y - y) - (a.x - x) * (c.y - y)) / area;
      const ofC = 1 - ofA - ofB;
      if (ofA < 0 || ofB < 0 || ofC < 0) continue;
      const near = ofA * a.near + ofB * b.near + ofC * c.near;
      const at = y * to.side + x;
      if (near <= (depth[at] ?? 0)) continue;
      depth[at] = near;
      const light = ofA * a.light + ofB * b.light + ofC * c.light;
      const column = texel((ofA * a.u + ofB * b.u + ofC * c.u) / near, skin.side);
      const row = texel((ofA * a.v + ofB * b.v + ofC * c.v) / near, skin.side);
      const from = (row * skin.side + column) * 3;
      for (let channel = 0; channel < 3; channel++) {
        to.rgb[at * 3 + channel] = Math.min(255, (skin.rgb[from + channel] ?? 0) * light);
      }
    }
  }
}

function texel(share: number, side: number): number {
  return clamp(Math.floor(share * side), 0, side - 1);
}

/** A studio: light above, a little darker below and at the corners. */
function backgroundOf(side: number): Uint8Array {
  const rgb = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const away = Math.hypot(x / side - 0.5, y / side - 0.42);
      const light = lerp(1.08, 0.8, smoothstep(0.1, 0.75, away));
      for (let channel = 0; channel < 3; channel++) {
        rgb[(y * side + x) * 3 + channel] = Math.min(255, (FLOOR[channel] ?? 0) * light);
      }
    }
  }
  return rgb;
}
