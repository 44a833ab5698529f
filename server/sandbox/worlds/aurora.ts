import { mix, type Rgb } from "./colour.ts";
import { clamp, smoothstep } from "./curves.ts";
import type { Noise } from "./noise.ts";

const CURTAINS = 3;
/** Above this nothing of them is left, radians. */
const HIGHEST = 1.25;

/** One curtain in one direction. */
interface Fold {
  /** Elevation of its lower edge, radians. */
  readonly foot: number;
  readonly strength: number;
  /** How far up its ray reaches before it has faded to about a third, radians. */
  readonly length: number;
}

function foldAt(curtain: number, azimuth: number, noise: Noise): Fold {
  const x = Math.sin(azimuth) * 1.3 + curtain * 7.1;
  const z = Math.cos(azimuth) * 1.3;
  const ray = 0.55 + 0.45 * noise.flat(x * 17, z * 17);
  const presence = smoothstep(-0.25, 0.65, noise.flat(x * 1.1 + 3, z * 1.1 - curtain * 5));
  return {
    foot: 0.2 + curtain * 0.16 + 0.15 * noise.layered(x, z, 3, 0.5),
    strength: presence * ray,
    length: 0.2 + 0.16 * ray,
  };
}

/**
 * Northern lights: hanging curtains with a crisp lower edge, their rays fading upwards from the first colour to the
 * last. Gives the light to add in a panorama's column at an elevation (radians).
 */
export function createAurora(
  colours: readonly Rgb[],
  noise: Noise,
  width: number,
): ((column: number, elevation: number) => Rgb) | null {
  const [first] = colours;
  if (!first) return null;
  const columns = Array.from({ length: width }, (_, column) => {
    const azimuth = ((column + 0.5) / width - 0.5) * Math.PI * 2;
    const folds = Array.from({ length: CURTAINS }, (_, curtain) => foldAt(curtain, azimuth, noise));
    return folds.filter((fold) => fold.strength > 0.01);
  });
  return (column, elevation) => {
    let [red, green, blue] = [0, 0, 0];
    if (elevation > HIGHEST) return [red, green, blue];
    for (const { foot, strength, length } of columns[column] ?? []) {
      const above = elevation - foot;
      if (above < -0.03) continue;
      const light = strength * smoothstep(-0.03, 0.02, above) * Math.exp(-Math.max(0, above) / length);
      const high = clamp(above / (length * 2), 0, 0.999) * (colours.length - 1);
      const from = colours[Math.floor(high)] ?? first;
      const colour = mix(from, colours[Math.floor(high) + 1] ?? from, high % 1);
      red += colour[0] * light;
      green += colour[1] * light;
      blue += colour[2] * light;
    }
    return [red, green, blue];
  };
}
