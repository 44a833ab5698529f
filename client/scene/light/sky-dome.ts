import { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial";
import { CreateSphereVertexData } from "@babylonjs/core/Meshes/Builders/sphereBuilder";
import { Mesh } from "@babylonjs/core/Meshes/mesh";
import type { Scene } from "@babylonjs/core/scene";
import { ATMOSPHERE_GLSL, ATMOSPHERE_UNIFORMS, type Atmosphere, bindAtmosphere } from "./atmosphere.ts";
import { NOISE_GLSL } from "./noise-glsl.ts";

const vertexSource = `
precision highp float;
attribute vec3 position;
uniform mat4 world;
uniform mat4 viewProjection;
varying vec3 vDirection;
void main() {
  vDirection = position;
  gl_Position = viewProjection * world * vec4(position, 1.0);
}`;

const fragmentSource = `
precision highp float;
varying vec3 vDirection;
${ATMOSPHERE_GLSL}
${NOISE_GLSL}
void main() {
  vec3 d = normalize(vDirection);
  vec3 colour = skyOver(horizonColour(d), max(d.y, 0.0));
  float sun = max(dot(d, sunDirection), 0.0), sun4 = sun * sun * sun * sun, sun16 = sun4 * sun4 * sun4 * sun4;
  float sun64 = sun16 * sun16 * sun16 * sun16;
  colour += sunLight * (0.45 * sun16 * sun4 * sun4 + 0.25 * sun64 * sun64 * sun64);
#ifdef DUSK_SKY
  float fromSun = atan(d.x * sunDirection.z - d.z * sunDirection.x, dot(d.xz, sunDirection.xz));
  float cloud = 0.55 * noise(vec2(fromSun * 1.9, d.y * 9.0) + 11.0) + 0.45 * noise(vec2(fromSun * 4.3, d.y * 19.0) + 3.7);
  cloud = smoothstep(0.5, 0.86, cloud) * smoothstep(0.015, 0.12, d.y) * (1.0 - smoothstep(0.3, 0.62, d.y));
  cloud *= smoothstep(0.0, 0.7, 3.14159265 - abs(fromSun));
  colour = mix(colour, horizonSunward * mix(0.62, 1.05, sun * sun * sun), cloud * 0.6);
#endif
  gl_FragColor = vec4(colour + (hash(gl_FragCoord.xy) - 0.5) / 255.0, 1.0);
}`;

const RADIUS = 400;

/** A dome around the eye; "dusk" adds streaks of cloud that thin out opposite the sun, "plain" is the gradient alone. */
export function raiseSkyDome(scene: Scene, atmosphere: Atmosphere, kind: "dusk" | "plain"): void {
  const material = new ShaderMaterial(
    "sky",
    scene,
    { vertexSource, fragmentSource },
    {
      attributes: ["position"],
      uniforms: ["world", "viewProjection", ...ATMOSPHERE_UNIFORMS],
      defines: kind === "dusk" ? ["#define DUSK_SKY"] : [],
    },
  );
  material.backFaceCulling = false;
  bindAtmosphere(material, atmosphere);
  const dome = new Mesh("sky", scene);
  CreateSphereVertexData({ diameter: RADIUS * 2, segments: 12 }).applyToMesh(dome);
  dome.material = material;
  dome.infiniteDistance = true;
  dome.alwaysSelectAsActiveMesh = true;
  dome.isPickable = false;
}
