import { Constants } from "@babylonjs/core/Engines/constants";
import { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial";
import { Color3 } from "@babylonjs/core/Maths/math.color";
import type { Scene } from "@babylonjs/core/scene";
import type { Rgb } from "../../scene/light/atmosphere.ts";
import { PORTAL_WIDTH, SPRING_HEIGHT } from "./portal-measures.ts";

/** The square around the portal, and on the ground before and behind it, that the glow may fill, in metres. */
export const GLOW_SIZE = 6.4;
/** How high the middle of the upright square is. */
export const GLOW_CENTRE = 1.6;

const vertexSource = `
precision highp float;
attribute vec3 position;
uniform mat4 world;
uniform mat4 viewProjection;
varying vec2 vSpot;
void main() {
  vSpot = position.xy;
  gl_Position = viewProjection * world * vec4(position, 1.0);
}`;

/** Brightest along the frame, fading with the distance from the arch; on the ground, with the distance from the sill. */
const fragmentSource = `
precision highp float;
varying vec2 vSpot;
uniform vec3 colour;
uniform float strength;
uniform float inside;
void main() {
#ifdef ON_GROUND
  float away = length(vec2(max(abs(vSpot.x) - 0.9, 0.0), vSpot.y)) - 0.1;
  float light = 0.34 * exp(-max(away, 0.0) * 1.5);
#else
  vec2 p = vec2(vSpot.x, vSpot.y + ${GLOW_CENTRE.toFixed(3)});
  float above = max(p.y - ${SPRING_HEIGHT.toFixed(3)}, 0.0);
  float away = length(vec2(p.x, above)) - ${(PORTAL_WIDTH / 2).toFixed(3)};
  float light = 0.46 * exp(-abs(away) * 2.6) * smoothstep(-0.02, 0.25, p.y) * (away < 0.0 ? inside : 1.0);
#endif
  float edge = 1.0 - smoothstep(0.7, 1.0, max(abs(vSpot.x), abs(vSpot.y)) / ${(GLOW_SIZE / 2).toFixed(3)});
  gl_FragColor = vec4(colour, light * edge * strength);
}`;

/** "around" leaves the opening to what fills it; "within" fills it too; "on-ground" lies before and behind the portal. */
export type GlowPlace = "around" | "within" | "on-ground";

/** Light around a portal, added to what is behind. */
export function glowMaterial(scene: Scene, colour: Rgb, where: GlowPlace): ShaderMaterial {
  const material = new ShaderMaterial(
    `portal-glow-${where}`,
    scene,
    { vertexSource, fragmentSource },
    {
      attributes: ["position"],
      uniforms: ["world", "viewProjection", "colour", "strength", "inside"],
      defines: where === "on-ground" ? ["#define ON_GROUND"] : [],
      needAlphaBlending: true,
    },
  );
  material.alphaMode = Constants.ALPHA_ADD;
  material.backFaceCulling = false;
  material.disableDepthWrite = true;
  material.setColor3("colour", Color3.FromArray([...colour]));
  material.setFloat("strength", 1);
  material.setFloat("inside", where === "within" ? 0.7 : 0);
  return material;
}
