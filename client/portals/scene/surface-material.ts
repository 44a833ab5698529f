import { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial";
import type { Texture } from "@babylonjs/core/Materials/Textures/texture";
import { Color3 } from "@babylonjs/core/Maths/math.color";
import { Vector2 } from "@babylonjs/core/Maths/math.vector";
import type { Scene } from "@babylonjs/core/scene";
import type { Rgb } from "../../scene/light/atmosphere.ts";
import { NOISE_GLSL } from "../../scene/light/noise-glsl.ts";
import { OPENING_HALF_WIDTH, OPENING_HEIGHT, SPRING_HEIGHT } from "./portal-measures.ts";

const vertexSource = `
precision highp float;
attribute vec3 position;
uniform mat4 world;
uniform mat4 viewProjection;
uniform vec3 cameraPosition;
varying vec3 vSpot;
varying vec3 vToEye;
void main() {
  vec4 spot = world * vec4(position, 1.0);
  vSpot = position;
  vToEye = (cameraPosition - spot.xyz) * mat3(world);
  gl_Position = viewProjection * spot;
}`;

/**
 * With a picture, the opening is a window: the picture stands some way behind it and shifts as one walks past, the
 * right way round from both sides. Without one, two colours drift through each other. The edge shines in both.
 */
const fragmentSource = `
precision highp float;
varying vec3 vSpot;
varying vec3 vToEye;
uniform vec3 deep, bright, rim;
uniform float seconds;
#ifdef HAS_PICTURE
uniform sampler2D picture;
uniform vec2 pictureSize;
#endif
${NOISE_GLSL}
void main() {
  float above = max(vSpot.y - ${SPRING_HEIGHT.toFixed(3)}, 0.0);
  float inside = ${OPENING_HALF_WIDTH.toFixed(3)} - length(vec2(vSpot.x, above));
  vec2 drift = vSpot.xy * vec2(1.3, 0.9) + vec2(seconds * 0.11, -seconds * 0.23);
  float flow = noise(drift * 1.4 + noise(drift + seconds * 0.07) * 2.2);
#ifdef HAS_PICTURE
  float depth = abs(vToEye.z) + 0.25;
  vec2 behind = vSpot.xy - 1.1 * vToEye.xy / depth - vec2(0.0, ${(OPENING_HEIGHT / 2).toFixed(3)});
  vec2 uv = 0.5 + vec2(vToEye.z > 0.0 ? -behind.x : behind.x, behind.y) / pictureSize;
  vec3 colour = texture2D(picture, clamp(uv, 0.002, 0.998)).rgb * 1.06;
  colour = mix(colour, bright, 0.05 * flow);
#else
  vec3 colour = mix(deep, bright, flow * flow * (0.35 + 0.65 * vSpot.y / ${OPENING_HEIGHT.toFixed(3)}));
#endif
  colour += rim * (0.5 * exp(-inside * 16.0) + 0.14 * exp(-inside * 3.5)) * (0.85 + 0.15 * flow);
  gl_FragColor = vec4(colour, 1.0);
}`;

export interface SurfaceColours {
  readonly deep: Rgb;
  readonly bright: Rgb;
  readonly rim: Rgb;
}

export function surfaceMaterial(scene: Scene, colours: SurfaceColours): ShaderMaterial {
  const material = new ShaderMaterial(
    "portal-surface",
    scene,
    { vertexSource, fragmentSource },
    {
      attributes: ["position"],
      uniforms: ["world", "viewProjection", "cameraPosition", "deep", "bright", "rim", "seconds", "pictureSize"],
      samplers: ["picture"],
    },
  );
  material.backFaceCulling = false;
  material.setColor3("deep", Color3.FromArray([...colours.deep]));
  material.setColor3("bright", Color3.FromArray([...colours.bright]));
  material.setColor3("rim", Color3.FromArray([...colours.rim]));
  material.setFloat("seconds", 0);
  return material;
}

/** How high the picture behind the opening is, in metres: enough that its edges are rarely seen. */
const PICTURE_HEIGHT = 4.2;

export function showPicture(material: ShaderMaterial, picture: Texture): void {
  const { width, height } = picture.getSize();
  const metres = Math.max(PICTURE_HEIGHT * (width / Math.max(height, 1)), PICTURE_HEIGHT);
  material.setTexture("picture", picture);
  material.setVector2("pictureSize", new Vector2(metres, (metres * height) / Math.max(width, 1)));
  material.setDefine("HAS_PICTURE", true);
}
