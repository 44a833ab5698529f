import { lit, mix, type Rgb } from "../colour.ts";
import { smoothstep } from "../curves.ts";
import type { Noise } from "../noise.ts";
import type { Tube } from "./tube.ts";

export interface SandstoneLook {
  readonly pale: Rgb;
  readonly warm: Rgb;
  readonly dark: Rgb;
}

/** Colour by layers of stone, wavy as they were laid down, with dark streaks where water ran. */
export function strata(look: SandstoneLook, noise: Noise): Tube["colour"] {
  return ({ at, normal }) => {
    const level = at[1] + 0.7 * noise.flat(at[0] * 0.09, at[2] * 0.09);
    const band = 0.5 + 0.5 * Math.sin(level * 2.1 + 1.2 * Math.sin(level * 0.83));
    const thin = noise.flat(level * 3.1, 7);
    const streak = smoothstep(0.35, 0.8, noise.solid(at[0] * 0.6, at[1] * 0.08, at[2] * 0.6));
    const stone = mix(mix(look.warm, look.pale, band), look.dark, 0.24 * Math.max(0, thin) + 0.3 * streak);
    return lit(stone, 1 + 0.1 * noise.solid(at[0] * 1.5, at[1] * 1.5, at[2] * 1.5) - 0.1 * Math.max(0, -normal[1]));
  };
}
