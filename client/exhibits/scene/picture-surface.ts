import { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial";
import type { BaseTexture } from "@babylonjs/core/Materials/Textures/baseTexture";
import { Vector2 } from "@babylonjs/core/Maths/math.vector";
import type { Scene } from "@babylonjs/core/scene";
import { ATMOSPHERE_GLSL, ATMOSPHERE_UNIFORMS, type Atmosphere, bindAtmosphere } from "../../scene/light/atmosphere.ts";

const vertexSource = `
precision highp float;
attribute vec3 position;
attribute vec2 uv;
uniform mat4 world;
uniform mat4 viewProjection;
uniform vec3 cameraPosition;
varying vec2 vUv;
varying vec3 vFromEye;
void main() {
  vec4 spot = world * vec4(position, 1.0);
  vUv = uv;
  vFromEye = spot.xyz - cameraPosition;
  gl_Position = viewProjection * spot;
}`;

/** A picture shows in its own colours, as if lamps shone on it; the frame throws a narrow shadow on its upper edge. */
const fragmentSource = `
precision highp float;
varying vec2 vUv;
varying vec3 vFromEye;
#ifdef HAS_PICTURE
uniform sampler2D picture;
uniform vec2 share;
#endif
uniform float dimming;
${ATMOSPHERE_GLSL}
void main() {
#ifdef HAS_PICTURE
  // Of what is too high for its frame rather the upper part is seen: there the face is.
  vec2 middle = vec2(0.5, 0.5 + 0.25 * (1.0 - share.y));
  vec3 colour = texture2D(picture, middle + (vUv - 0.5) * share).rgb * dimming;
#else
  vec2 away = vUv - vec2(0.5, 0.6);
  vec3 colour = vec3(0.055, 0.05, 0.1) + vec3(0.07, 0.06, 0.12) * exp(-6.0 * dot(away, away));
#endif
  colour *= 0.6 + 0.4 * smoothstep(0.0, 0.025, min(1.0 - vUv.y, min(vUv.x, 1.0 - vUv.x) * 2.0));
  gl_FragColor = vec4(mix(colour, horizonColour(vFromEye), hazeOver(vFromEye) * 0.7), 1.0);
}`;

export interface PictureSurface {
  readonly material: ShaderMaterial;
  /** Null shows dark velvet. `share` is how much of its width and height is seen. */
  show(picture: BaseTexture | null, share: readonly [number, number]): void;
  /** 1 is as it is. */
  dim(brightness: number): void;
}

export function pictureSurface(scene: Scene, atmosphere: Atmosphere): PictureSurface {
  const material = new ShaderMaterial(
    "picture",
    scene,
    { vertexSource, fragmentSource },
    {
      attributes: ["position", "uv"],
      uniforms: ["world", "viewProjection", "cameraPosition", "share", "dimming", ...ATMOSPHERE_UNIFORMS],
      samplers: ["picture"],
    },
  );
  bindAtmosphere(material, atmosphere);
  material.backFaceCulling = false;
  material.setFloat("dimming", 1);
  material.setVector2("share", new Vector2(1, 1));
  return {
    material,
    show(picture, [across, up]) {
      if (picture === null) material.removeTexture("picture");
      else material.setTexture("picture", picture);
      material.setDefine("HAS_PICTURE", picture !== null);
      material.setVector2("share", new Vector2(across, up));
    },
    dim: (brightness) => void material.setFloat("dimming", brightness),
  };
}
