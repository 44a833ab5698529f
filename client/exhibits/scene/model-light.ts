import { Constants } from "@babylonjs/core/Engines/constants";
import { DirectionalLight } from "@babylonjs/core/Lights/directionalLight";
import "@babylonjs/core/Engines/AbstractEngine/abstractEngine.cubeTexture";
import "@babylonjs/core/Engines/Extensions/engine.rawTexture";
import { RawCubeTexture } from "@babylonjs/core/Materials/Textures/rawCubeTexture";
import "@babylonjs/core/Materials/Textures/baseTexture.polynomial";
import { Texture } from "@babylonjs/core/Materials/Textures/texture";
import { Color3 } from "@babylonjs/core/Maths/math.color";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CubeMapToSphericalPolynomialTools } from "@babylonjs/core/Misc/HighDynamicRange/cubemapToSphericalPolynomial";
import { type Atmosphere, horizonColour, mixed, type Rgb } from "../../scene/light/atmosphere.ts";
import type { Place } from "../../scene/place.ts";

/** Pixels along an edge of the cube: enough for a gradient. */
const SIZE = 16;
const SUN = 2;
const SKY = 1.7;
/** As much of the sky is taken for white: models carry their colours in textures, and a dusk alone would hide them. */
const WHITE_SHARE = 0.5;
const WHITE: Rgb = [0.86, 0.84, 0.84];

type Direction = (right: number, down: number) => Rgb;
/** For each face, in WebGL's order, where the pixel at (right, down) from −1 to 1 looks. */
const FACES: readonly Direction[] = [
  (r, d) => [1, -d, -r],
  (r, d) => [-1, -d, r],
  (r, d) => [r, 1, d],
  (r, d) => [r, -1, -d],
  (r, d) => [r, -d, 1],
  (r, d) => [-r, -d, -1],
];

const lit = new WeakSet<object>();

/**
 * Lights what comes from files, once in each place: the sun, and the place's own sky around it as what metal mirrors and
 * shade is filled from. Everything else in a place is lit by its materials and does not notice.
 */
export function lightModels({ scene, atmosphere }: Place): void {
  if (lit.has(scene)) return;
  lit.add(scene);
  const sun = new DirectionalLight("model-sun", Vector3.FromArray([...atmosphere.sunDirection]).negate(), scene);
  sun.diffuse = linear(atmosphere.sunLight);
  sun.specular = sun.diffuse;
  sun.intensity = SUN;
  const faces = FACES.map((face) => paintFace(atmosphere, face));
  const sky = new RawCubeTexture(
    scene,
    faces,
    SIZE,
    Constants.TEXTUREFORMAT_RGBA,
    Constants.TEXTURETYPE_UNSIGNED_BYTE,
    true,
    false,
    Texture.TRILINEAR_SAMPLINGMODE,
  );
  sky.gammaSpace = true;
  const [right, left, up, down, front, back] = faces;
  sky.sphericalPolynomial = CubeMapToSphericalPolynomialTools.ConvertCubeMapToSphericalPolynomial({
    size: SIZE,
    right: right ?? null,
    left: left ?? null,
    up: up ?? null,
    down: down ?? null,
    front: front ?? null,
    back: back ?? null,
    format: Constants.TEXTUREFORMAT_RGBA,
    type: Constants.TEXTURETYPE_UNSIGNED_BYTE,
    gammaSpace: true,
  });
  scene.environmentTexture = sky;
  scene.environmentIntensity = SKY;
}

const linear = (colour: Rgb): Color3 => Color3.FromArray([...colour]).toLinearSpace();

function paintFace(atmosphere: Atmosphere, lookAt: Direction): Uint8Array {
  const pixels = new Uint8Array(SIZE * SIZE * 4);
  for (let i = 0; i < SIZE * SIZE; i++) {
    const [right, down] = [((i % SIZE) + 0.5) / SIZE, (Math.floor(i / SIZE) + 0.5) / SIZE].map(
      (share) => share * 2 - 1,
    );
    const colour = mixed(skyTowards(atmosphere, lookAt(right ?? 0, down ?? 0)), WHITE, WHITE_SHARE);
    pixels.set([...colour.map((part) => Math.min(255, Math.round(part * 255))), 255], i * 4);
  }
  return pixels;
}

/** The sky as its dome paints it, and below the horizon the light that comes back from the ground. */
function skyTowards(atmosphere: Atmosphere, [x, y, z]: Rgb): Rgb {
  const up = y / Math.hypot(x, y, z);
  const horizon = horizonColour(atmosphere, x, z);
  if (up < 0) return mixed(horizon, atmosphere.groundLight, Math.min(1, -up * 4));
  const middle = mixed(horizon, atmosphere.middle, Math.min(1, up / 0.3));
  return mixed(
    middle,
    mixed(atmosphere.zenith, atmosphere.skyLight, 0.5),
    Math.min(1, Math.max(0, (up - 0.08) / 0.67)),
  );
}
