import { CreateSphereVertexData } from "@babylonjs/core/Meshes/Builders/sphereBuilder";
import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import { hashPortalId } from "../../../contract/election.ts";
import type { Rgb } from "../light/atmosphere.ts";
import { painted, placed, turned } from "../shapes/solids.ts";

/** Metres from the sole to the crown. */
export const FIGURE_HEIGHT = 1.78;

/** A cloak, open at the neck, from the hem up. */
const CLOAK = [
  [0.3, 0.02],
  [0.36, 0.05],
  [0.36, 0.12],
  [0.32, 0.4],
  [0.27, 0.75],
  [0.25, 0.98],
  [0.25, 1.1],
  [0.22, 1.2],
  [0.14, 1.27],
  [0.05, 1.29],
] as const;
const HEM = [
  [0.37, 0.06],
  [0.375, 0.09],
  [0.37, 0.12],
] as const;
const COLLAR = [
  [0.17, 1.24],
  [0.19, 1.28],
  [0.15, 1.31],
  [0.05, 1.31],
] as const;

const CLOTH: Rgb = [1.05, 1.05, 1.05];
const LIGHT: Rgb = [1.35, 1.35, 1.35];
const DARK: Rgb = [0.1, 0.09, 0.13];

/** A cloaked figure that looks along +z. It is painted in shades of white, which the player's colour is multiplied with. */
export function figure(): VertexData[] {
  const head = CreateSphereVertexData({ diameter: 0.42, segments: 10 });
  const eye = (x: number): VertexData =>
    painted(
      placed(CreateSphereVertexData({ diameterX: 0.062, diameterY: 0.1, diameterZ: 0.05, segments: 4 }), x, 1.6, 0.19),
      DARK,
    );
  return [
    painted(turned(CLOAK, 18), CLOTH),
    painted(turned(HEM, 18), LIGHT),
    painted(turned(COLLAR, 18), LIGHT),
    painted(placed(head, 0, FIGURE_HEIGHT - 0.21, 0), CLOTH),
    eye(-0.08),
    eye(0.08),
  ];
}

/** Hue in turns, saturation and lightness from 0 to 1. */
function fromHue(hue: number, saturation: number, lightness: number): Rgb {
  const channel = (offset: number): number => {
    const k = (offset + hue * 12) % 12;
    return lightness - saturation * Math.min(lightness, 1 - lightness) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return [channel(0), channel(8), channel(4)];
}

/** Always the same colour for the same session, spread over the whole circle. */
export const colourOf = (sessionId: string): Rgb => fromHue(hashPortalId(sessionId) / 2 ** 32, 0.8, 0.74);
