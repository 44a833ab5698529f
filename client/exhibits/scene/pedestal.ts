import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import type { Rgb } from "../../scene/light/atmosphere.ts";
import { type Profile, painted, turned } from "../../scene/shapes/solids.ts";

/** Metres. */
export interface PedestalSize {
  readonly radius: number;
  readonly height: number;
}

const between = (low: number, value: number, high: number): number => Math.min(Math.max(value, low), high);

/** As wide as what stands on it, within reason; small things are lifted towards the eye, large ones stand low. */
export const pedestalFor = (scale: number): PedestalSize => ({
  radius: between(0.3, 0.85 * scale, 4),
  height: between(0.25, 1.3 - 0.8 * scale, 1.05),
});

const STONE: Rgb = [0.6, 0.58, 0.63];
const EDGE: Rgb = [0.8, 0.79, 0.83];
const SEGMENTS = 40;

/** A round plinth on y = 0 with a band of light under its rim. */
export function pedestal({ radius, height }: PedestalSize, light: Rgb): VertexData[] {
  const [foot, shaft, band, rim] = [radius + 0.08, radius - 0.02, radius - 0.01, radius + 0.03];
  const [lower, upper] = [height - 0.11, height - 0.06];
  // Each ring for itself: shared points would smooth the edges between them away.
  const ring = (colour: Rgb, shine: number, ...profile: Profile): VertexData =>
    painted(turned(profile, SEGMENTS), colour, shine);
  return [
    ring(STONE, 0, [foot, 0], [foot, 0.06]),
    ring(EDGE, 0, [foot, 0.06], [shaft, 0.09]),
    ring(STONE, 0, [shaft, 0.09], [shaft, lower]),
    ring(light, 0.9, [band, lower], [band, upper]),
    ring(EDGE, 0, [radius, upper], [rim, upper + 0.01], [rim, height - 0.015], [radius + 0.015, height]),
    ring(STONE, 0, [radius + 0.015, height], [0.001, height]),
  ];
}
