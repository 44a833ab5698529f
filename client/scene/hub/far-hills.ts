import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CreateRibbonVertexData } from "@babylonjs/core/Meshes/Builders/ribbonBuilder";
import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import { type Atmosphere, horizonColour, mixed, type Rgb } from "../light/atmosphere.ts";

/** One range: how high it stands over the horizon (as a slope) by azimuth, how far off, how much of it is not mist. */
interface Range {
  readonly distance: number;
  readonly slope: (azimuth: number) => number;
  readonly solid: number;
  readonly shade: number;
}

const RANGES: readonly Range[] = [
  {
    distance: 372,
    slope: (a) => 0.05 + 0.018 * Math.sin(a * 3 + 1) + 0.011 * Math.sin(a * 7) + 0.005 * Math.sin(a * 17 + 2),
    solid: 0.42,
    shade: 1,
  },
  {
    distance: 364,
    slope: (a) => 0.022 + 0.012 * Math.sin(a * 4 + 4) + 0.006 * Math.sin(a * 11 + 1) + 0.003 * Math.sin(a * 29),
    solid: 0.5,
    shade: 0.55,
  },
];

const SEGMENTS = 180;

/** Silhouettes of hills that shine by themselves in the colours of the sky behind, and stand in mist at their feet. */
export function farHills(atmosphere: Atmosphere): VertexData[] {
  const dark = (shade: number): Rgb => mixed([0, 0, 0], atmosphere.middle, shade);
  return RANGES.map((range) => {
    const azimuths = Array.from({ length: SEGMENTS + 1 }, (_, i) => (i / SEGMENTS) * Math.PI * 2);
    const ring = (height: (azimuth: number) => number): Vector3[] =>
      azimuths.map(
        (a) => new Vector3(Math.sin(a) * range.distance, height(a) * range.distance, Math.cos(a) * range.distance),
      );
    const part = CreateRibbonVertexData({
      pathArray: [ring(() => -0.01), ring((a) => range.slope(a) * 0.55), ring(range.slope)],
    });
    const colours = (solid: number): number[] =>
      azimuths.flatMap((a) => {
        const behind = horizonColour(atmosphere, Math.sin(a), Math.cos(a));
        return [...mixed(behind, dark(range.shade), solid), 1];
      });
    part.colors = [...colours(0), ...colours(range.solid * 0.7), ...colours(range.solid)];
    return part;
  });
}
