import type { TargetCamera } from "@babylonjs/core/Cameras/targetCamera";
import { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial";
import { Color3 } from "@babylonjs/core/Maths/math.color";
import type { Scene } from "@babylonjs/core/scene";
import { STATUS_COLOUR } from "../label/status-colour.ts";

/**
 * Lines as wide as a share of the screen's height, because WebGL's own are one pixel, which is nearly nothing on a fine
 * screen. A piece's far end that is behind the eye is first moved in front of it, or the line would turn over.
 */
const vertexSource = `
precision highp float;
attribute vec3 position;
attribute vec4 tangent;
uniform mat4 world;
uniform mat4 viewProjection;
uniform float seconds;
uniform float aspect;
varying float vBrightness;
void main() {
  vec4 spot = world * vec4(position, 1.0);
  vec4 here = viewProjection * spot, other = viewProjection * world * vec4(tangent.xyz, 1.0);
  if (other.w < 0.05) other = mix(here, other, clamp((here.w - 0.05) / max(here.w - other.w, 0.0001), 0.0, 1.0));
  vec2 way = (other.xy / other.w - here.xy / here.w) * vec2(aspect, 1.0);
  vec2 across = vec2(-way.y, way.x) * inversesqrt(max(dot(way, way), 1e-12)) * tangent.w;
  float height = spot.y - world[3].y;
  float behind = mod(seconds * 0.9 - height, 3.6);
  vBrightness = 0.8 + 0.15 * sin(seconds * 2.0 + position.x * 2.0 + height * 3.0) + 0.7 * exp(-behind * 2.4);
  here.xy += across * vec2(1.0 / aspect, 1.0) * (0.0021 * here.w + 0.0035);
  gl_Position = here;
}`;

const fragmentSource = `
precision highp float;
varying float vBrightness;
uniform vec3 colour;
void main() {
  gl_FragColor = vec4(colour * min(vBrightness, 1.0) + vec3(max(vBrightness - 1.0, 0.0)), 1.0);
}`;

/** The blue wireframe of what is being made: it breathes, and a bright band climbs through it. */
export function wireMaterial(scene: Scene): ShaderMaterial {
  const material = new ShaderMaterial(
    "wire",
    scene,
    { vertexSource, fragmentSource },
    {
      attributes: ["position", "tangent"],
      uniforms: ["world", "viewProjection", "seconds", "aspect", "colour"],
    },
  );
  material.backFaceCulling = false;
  material.setColor3("colour", Color3.FromArray([...STATUS_COLOUR.generating]));
  material.setFloat("seconds", 0);
  material.setFloat("aspect", 1);
  return material;
}

/** Every frame; `seconds` of a clock that stands still for who prefers reduced motion. */
export function animateWire(wire: ShaderMaterial, seconds: number, eye: TargetCamera): void {
  wire.setFloat("seconds", seconds);
  wire.setFloat("aspect", eye.getEngine().getAspectRatio(eye));
}
