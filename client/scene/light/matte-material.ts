import { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial";
import { Color4 } from "@babylonjs/core/Maths/math.color";
import type { Scene } from "@babylonjs/core/scene";
import "@babylonjs/core/Shaders/ShadersInclude/instancesDeclaration";
import "@babylonjs/core/Shaders/ShadersInclude/instancesVertex";
import { ATMOSPHERE_GLSL, ATMOSPHERE_UNIFORMS, type Atmosphere, bindAtmosphere } from "./atmosphere.ts";

const vertexSource = `
precision highp float;
attribute vec3 position;
attribute vec3 normal;
attribute vec4 color;
#ifdef TINT_PER_INSTANCE
attribute vec4 tint;
#else
uniform vec4 tint;
#endif
#include<instancesDeclaration>
uniform mat4 viewProjection;
uniform vec3 cameraPosition;
${ATMOSPHERE_GLSL}
varying vec3 vColour;
void main() {
#include<instancesVertex>
  vec4 spot = finalWorld * vec4(position, 1.0);
  vec3 fromEye = spot.xyz - cameraPosition;
  vec3 n = normalize(mat3(finalWorld) * normal);
  vec3 light = mix(groundLight, skyLight, 0.5 + 0.5 * n.y) + sunLight * max(dot(n, sunDirection), 0.0);
  vec3 colour = color.rgb * tint.rgb;
  float shine = max(color.a, tint.a);
  vColour = mix(mix(colour * light, colour, shine), horizonColour(fromEye), hazeOver(fromEye) * (1.0 - 0.7 * shine));
  gl_Position = viewProjection * spot;
}`;

const fragmentSource = `
precision highp float;
varying vec3 vColour;
void main() {
  gl_FragColor = vec4(vColour, 1.0);
}`;

export interface MatteOptions {
  /** Multiplies the vertex colours; its alpha is how much of the colour shines by itself, from 0 to 1. */
  readonly tint?: Color4;
  /** The tint comes from the instanced buffer "tint" instead. */
  readonly tintPerInstance?: boolean;
}

/**
 * The one material of everything solid: vertex colours, whose alpha says how much they shine by themselves, lit by the
 * atmosphere at its vertices. Much cheaper to draw and 100 KB smaller to load than Babylon's StandardMaterial.
 */
export function matteMaterial(
  name: string,
  scene: Scene,
  atmosphere: Atmosphere,
  options: MatteOptions,
): ShaderMaterial {
  const perInstance = options.tintPerInstance === true;
  const material = new ShaderMaterial(
    name,
    scene,
    { vertexSource, fragmentSource },
    {
      attributes: ["position", "normal", "color", ...(perInstance ? ["tint"] : [])],
      uniforms: ["world", "viewProjection", "cameraPosition", "tint", ...ATMOSPHERE_UNIFORMS],
      defines: perInstance ? ["#define TINT_PER_INSTANCE"] : [],
    },
  );
  material.backFaceCulling = false;
  bindAtmosphere(material, atmosphere);
  material.setColor4("tint", options.tint ?? new Color4(1, 1, 1, 0));
  return material;
}
