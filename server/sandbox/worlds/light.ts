import { mix, type Rgb } from "./colour.ts";
import { dot, type Vec3 } from "./vector.ts";

/** A small light in the world, such as a window or a lantern; `reach` is where it has faded to about a tenth, metres. */
export interface Lamp {
  readonly at: Vec3;
  readonly colour: Rgb;
  readonly reach: number;
}

/** What is baked into every splat. Colours are factors on the thing's own colour. */
export interface Light {
  /** Unit vector towards the sun, or the moon by night. */
  readonly sun: Vec3;
  readonly sunColour: Rgb;
  /** From above, for what looks up. */
  readonly skyColour: Rgb;
  /** Thrown back by the ground, for what looks down. */
  readonly bounceColour: Rgb;
  /** Distance from the spawn where fog has taken about 63 % of `most`, metres; and its greatest share. */
  readonly fogReach: number;
  readonly fogMost: number;
}

/** How a surface takes light; each 0 to 1, `ambient` a little more where the sky is wide open. */
export interface Exposure {
  readonly sunlit: number;
  readonly ambient: number;
  /** Share of the sun that shines through from behind: leaves, snow crystals, ice. */
  readonly translucency: number;
}

const KNEE = 0.82;

/** Bright values bend towards 1 instead of being cut off there, so that sunlit snow keeps its shape. */
function soften(value: number): number {
  return value <= KNEE ? value : KNEE + (1 - KNEE) * (1 - Math.exp((KNEE - value) / (1 - KNEE)));
}

export function shade(
  light: Light,
  lamps: readonly Lamp[],
  colour: Rgb,
  at: Vec3,
  normal: Vec3,
  exposure: Exposure,
): Rgb {
  const facing = dot(normal, light.sun);
  const direct = exposure.sunlit * (facing > 0 ? facing : -facing * exposure.translucency);
  const around = mix(light.bounceColour, light.skyColour, 0.5 + 0.5 * normal[1]);
  let red = light.sunColour[0] * direct + around[0] * exposure.ambient;
  let green = light.sunColour[1] * direct + around[1] * exposure.ambient;
  let blue = light.sunColour[2] * direct + around[2] * exposure.ambient;
  for (const lamp of lamps) {
    const dx = lamp.at[0] - at[0];
    const dy = lamp.at[1] - at[1];
    const dz = lamp.at[2] - at[2];
    const distance = Math.sqrt(dx * dx + dy * dy + dz * dz) + 1e-6;
    const share = distance / lamp.reach;
    if (share > 1.6) continue;
    const towards = (normal[0] * dx + normal[1] * dy + normal[2] * dz) / distance;
    const strength = (Math.exp(-2.3 * share) - 0.025) * (0.35 + 0.65 * Math.max(0, towards));
    red += lamp.colour[0] * strength;
    green += lamp.colour[1] * strength;
    blue += lamp.colour[2] * strength;
  }
  return [soften(colour[0] * red), soften(colour[1] * green), soften(colour[2] * blue)];
}
