import { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial";
import { CreatePlaneVertexData } from "@babylonjs/core/Meshes/Builders/planeBuilder";
import { Mesh } from "@babylonjs/core/Meshes/mesh";
import type { Scene } from "@babylonjs/core/scene";
import { ATMOSPHERE_GLSL, ATMOSPHERE_UNIFORMS, type Atmosphere, bindAtmosphere } from "../light/atmosphere.ts";
import { NOISE_GLSL } from "../light/noise-glsl.ts";
import { BORDER_AT, COLONNADE_RADIUS, OPENING_HALF_ANGLE, PLAZA_RADIUS } from "./measures.ts";

/** Far beyond the border, where the haze has become the sky. */
const REACH = 380;

const vertexSource = `
precision highp float;
attribute vec3 position;
uniform mat4 world;
uniform mat4 viewProjection;
uniform vec3 cameraPosition;
varying vec3 vFromEye;
varying vec2 vSpot;
void main() {
  vec4 world4 = world * vec4(position, 1.0);
  vFromEye = world4.xyz - cameraPosition;
  vSpot = world4.xz;
  gl_Position = viewProjection * world4;
}`;

const glsl = (value: number): string => value.toFixed(4);

/**
 * Slabs in running bond, a round plaza with a compass of two stones in brass, the lanterns' pools of light, and grass
 * beyond the border: all from the position alone, so that there is no texture to load and no tiling to see.
 */
const fragmentSource = `
precision highp float;
varying vec3 vFromEye;
varying vec2 vSpot;
${ATMOSPHERE_GLSL}
${NOISE_GLSL}
const float PLAZA = ${glsl(PLAZA_RADIUS)};
float line(float distance, float halfWidth, float pixel) {
  return (1.0 - smoothstep(halfWidth, halfWidth + pixel, abs(distance))) * min(1.0, halfWidth * 2.5 / pixel);
}
void main() {
  vec2 p = vSpot;
  float r = length(p), angle = atan(p.x, p.y), pixel = max(length(fwidth(p)) * 0.7, 0.0005);
  vec3 light = mix(groundLight, skyLight, 0.93) + sunLight * (sunDirection.y + 0.12);
  vec3 stone;
  float toEdge = max(abs(p.x), abs(p.y)) - ${glsl(BORDER_AT)}, sheen = 0.0;
  if (toEdge > 0.4) {
    stone = mix(vec3(0.20, 0.23, 0.22), vec3(0.31, 0.30, 0.27), noise(p * 0.3));
  } else {
    vec2 slab; float joint;
    if (r < PLAZA) {
      float ring = floor(r / 1.2), inRing = r - ring * 1.2, count = max(floor(5.6 * (ring + 0.5)), 6.0);
      float turn = (angle / 6.2831853 + 0.5) * count + ring * 0.37, width = 6.2831853 * r / count;
      slab = vec2(ring, mod(floor(turn), count) + 50.0);
      joint = min(min(inRing, 1.2 - inRing), min(fract(turn), 1.0 - fract(turn)) * width);
    } else {
      vec2 cell = vec2(p.x / 2.2 + 0.5 * mod(floor(p.y / 1.5), 2.0), p.y / 1.5), inCell = fract(cell) * vec2(2.2, 1.5);
      slab = floor(cell);
      joint = min(min(inCell.x, 2.2 - inCell.x), min(inCell.y, 1.5 - inCell.y));
    }
    float tone = hash(slab);
    stone = mix(vec3(0.40, 0.37, 0.43), vec3(0.53, 0.48, 0.51), tone);
    stone *= 0.88 + 0.2 * noise(p * 2.3 + tone * 9.0);
    stone *= 1.0 - 0.5 * line(joint, 0.018, pixel);
    sheen = 0.35 + 0.4 * tone;
    if (r < PLAZA + 0.3) {
      float fold8 = mod(angle + 0.39269908, 0.78539816) - 0.39269908, fold4 = cos(angle * 4.0);
      vec2 q = r * vec2(cos(fold8), abs(sin(fold8)));
      vec2 tip = vec2(fold4 > 0.0 ? 7.4 : 4.6, 0.0), side = vec2(1.9402, 0.8036) - tip;
      float toSide = (side.x * (q.y - tip.y) - side.y * (q.x - tip.x)) * inversesqrt(dot(side, side));
      float inStar = smoothstep(-pixel, pixel, toSide);
      vec3 inlay = mix(vec3(0.66, 0.60, 0.58), vec3(0.30, 0.29, 0.40), step(0.0, fold8)) * (0.94 + 0.1 * tone);
      stone = mix(stone, inlay, inStar);
      float brass = max(line(r - PLAZA, 0.09, pixel), line(r - PLAZA + 0.5, 0.03, pixel));
      brass = max(brass, max(line(r - 8.1, 0.05, pixel), line(r - 1.1, 0.05, pixel)));
      brass = max(brass, max(line(toSide, 0.025, pixel), inStar * line(q.y, 0.02, pixel)));
      float spoke = abs(mod(angle + 0.13089969, 0.26179939) - 0.13089969) * r;
      brass = max(brass, line(spoke, 0.03, pixel) * step(8.1, r) * step(r, PLAZA - 0.5));
      stone = mix(stone, vec3(0.86, 0.62, 0.34), brass);
      sheen = mix(sheen, 0.9, brass);
    }
    vec2 folded = max(abs(p.x), abs(p.y)) == abs(p.x) ? abs(p) : abs(p.yx);
    vec2 toLantern = folded - ${glsl(COLONNADE_RADIUS)} * vec2(${glsl(Math.cos(OPENING_HALF_ANGLE))}, ${glsl(Math.sin(OPENING_HALF_ANGLE))});
    float away2 = dot(toLantern, toLantern);
    light = light * (1.0 - 0.35 * exp(toEdge * 1.1)) + vec3(1.0, 0.62, 0.30) * (0.85 * exp(-away2 / 9.0) + 0.16 * exp(-away2 / 60.0));
  }
  vec3 view = normalize(vFromEye), horizon = horizonColour(view);
  float facing = 1.0 + view.y, grazing = facing * facing * facing * facing * facing;
  float glint = max(dot(vec3(view.x, -view.y, view.z), sunDirection), 0.0);
  glint *= glint; glint *= glint; glint *= glint;
  vec3 lit = mix(stone * light, skyOver(horizon, -view.y) + sunLight * glint * glint, sheen * (0.04 + 0.5 * grazing));
  gl_FragColor = vec4(mix(lit, horizon, hazeOver(vFromEye)), 1.0);
}`;

export function layPaving(scene: Scene, atmosphere: Atmosphere): void {
  const material = new ShaderMaterial(
    "paving",
    scene,
    { vertexSource, fragmentSource },
    {
      attributes: ["position"],
      uniforms: ["world", "viewProjection", "cameraPosition", ...ATMOSPHERE_UNIFORMS],
    },
  );
  bindAtmosphere(material, atmosphere);
  material.backFaceCulling = false;
  const ground = new Mesh("paving", scene);
  CreatePlaneVertexData({ size: REACH * 2 }).applyToMesh(ground);
  ground.rotation.x = Math.PI / 2;
  ground.material = material;
  ground.isPickable = false;
}
