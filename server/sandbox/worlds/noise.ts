import { createNoise2D, createNoise3D } from "simplex-noise";
import { randomFor } from "./random.ts";

/** Smooth random fields of one world, values about −1 to 1. Frequencies are in cycles per metre of the argument. */
export interface Noise {
  readonly flat: (x: number, z: number) => number;
  readonly solid: (x: number, y: number, z: number) => number;
  /** `octaves` layers, each twice as fine as the one before and `gain` times as strong; not normalised. */
  readonly layered: (x: number, z: number, octaves: number, gain: number) => number;
}

export function createNoise(name: string): Noise {
  const flat = createNoise2D(randomFor(name, "flat"));
  const solid = createNoise3D(randomFor(name, "solid"));
  return {
    flat,
    solid,
    layered(x, z, octaves, gain) {
      let sum = 0;
      let strength = 1;
      let frequency = 1;
      for (let octave = 0; octave < octaves; octave++) {
        // The shift keeps the layers' common zero at the origin from showing as a knot.
        sum += strength * flat(x * frequency + octave * 17.3, z * frequency - octave * 9.1);
        strength *= gain;
        frequency *= 2;
      }
      return sum;
    },
  };
}
