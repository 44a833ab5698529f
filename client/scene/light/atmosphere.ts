import type { ShaderMaterial } from "@babylonjs/core/Materials/shaderMaterial";
import { Color3 } from "@babylonjs/core/Maths/math.color";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";

/** Red, green and blue from 0 to 1 as they appear on the screen: every material here works in display colours. */
export type Rgb = readonly [number, number, number];

/**
 * The light of a place, said once: the sky is painted from it, everything that stands in the place is lit by it, and
 * distance fades into exactly the sky behind, so that no seam shows.
 */
export interface Atmosphere {
  readonly zenith: Rgb;
  /** The band between horizon and zenith. */
  readonly middle: Rgb;
  readonly horizonSunward: Rgb;
  readonly horizonAway: Rgb;
  /** Points towards the sun. */
  readonly sunDirection: Rgb;
  readonly sunLight: Rgb;
  readonly skyLight: Rgb;
  readonly groundLight: Rgb;
  /** 1 / metres: at this distance 63 % of a thing's colour has become sky. 0 for clear air. */
  readonly haze: number;
}

export const DUSK: Atmosphere = {
  zenith: [0.055, 0.065, 0.19],
  middle: [0.36, 0.27, 0.5],
  horizonSunward: [1.0, 0.63, 0.4],
  horizonAway: [0.47, 0.36, 0.55],
  sunDirection: [0.53, 0.13, 0.84],
  sunLight: [0.95, 0.5, 0.28],
  skyLight: [0.56, 0.53, 0.82],
  groundLight: [0.31, 0.25, 0.32],
  haze: 1 / 105,
};

/** For generated worlds, whose own light is baked into their splats: even and bright, with nothing in the air. */
export const DAYLIGHT: Atmosphere = {
  zenith: [0.24, 0.45, 0.76],
  middle: [0.52, 0.7, 0.9],
  horizonSunward: [0.9, 0.92, 0.93],
  horizonAway: [0.78, 0.85, 0.92],
  sunDirection: [0.4, 0.75, 0.53],
  sunLight: [0.42, 0.4, 0.36],
  skyLight: [0.7, 0.74, 0.8],
  groundLight: [0.45, 0.43, 0.4],
  haze: 0,
};

const COLOURS = [
  "zenith",
  "middle",
  "horizonSunward",
  "horizonAway",
  "sunLight",
  "skyLight",
  "groundLight",
] as const satisfies readonly (keyof Atmosphere)[];

export const ATMOSPHERE_UNIFORMS: readonly string[] = [...COLOURS, "sunDirection", "haze"];

/**
 * GLSL: `horizonColour(direction)`, the sky `skyOver(horizon, up)` it, and the share of it that `hazeOver(fromEye)` puts
 * over a thing, `fromEye` being the way from the eye to it in metres.
 */
export const ATMOSPHERE_GLSL = `
uniform vec3 zenith, middle, horizonSunward, horizonAway, sunDirection, sunLight, skyLight, groundLight;
uniform float haze;
vec3 horizonColour(vec3 direction) {
  float sunward = 0.5 + 0.5 * dot(direction.xz, sunDirection.xz) * inversesqrt(dot(direction.xz, direction.xz) * dot(sunDirection.xz, sunDirection.xz) + 1e-6);
  return mix(horizonAway, horizonSunward, sunward * sunward * sunward);
}
vec3 skyOver(vec3 horizon, float up) {
  return mix(mix(horizon, middle, smoothstep(0.0, 0.3, up)), zenith, smoothstep(0.08, 0.75, up));
}
float hazeOver(vec3 fromEye) { return 1.0 - exp(-dot(fromEye, fromEye) * haze * haze); }
`;

export const mixed = (from: Rgb, to: Rgb, share: number): Rgb => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** The GLSL function of the same name, for what is coloured once. */
export function horizonColour(atmosphere: Atmosphere, x: number, z: number): Rgb {
  const [sunX, , sunZ] = atmosphere.sunDirection;
  const sunward = 0.5 + (0.5 * (x * sunX + z * sunZ)) / Math.hypot(Math.hypot(x, z) * Math.hypot(sunX, sunZ), 0.001);
  return mixed(atmosphere.horizonAway, atmosphere.horizonSunward, sunward ** 3);
}

export function bindAtmosphere(material: ShaderMaterial, atmosphere: Atmosphere): void {
  for (const name of COLOURS) material.setColor3(name, Color3.FromArray([...atmosphere[name]]));
  material.setVector3("sunDirection", Vector3.FromArray([...atmosphere.sunDirection]).normalize());
  material.setFloat("haze", atmosphere.haze);
}
