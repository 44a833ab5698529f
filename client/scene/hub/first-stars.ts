import { Matrix, Quaternion, Vector3 } from "@babylonjs/core/Maths/math.vector";
import { CreatePlaneVertexData } from "@babylonjs/core/Meshes/Builders/planeBuilder";
import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import type { Rgb } from "../light/atmosphere.ts";
import { painted } from "../shapes/solids.ts";

const COUNT = 150;
const DISTANCE = 380;
/** The brightest star's colour; the sky they stand in is dark enough to be near black for them. */
const WHITE: Rgb = [0.93, 0.92, 1];

/** The first stars of the evening, the more the higher, as small squares that face the middle of the hub. */
export function firstStars(): VertexData[] {
  return Array.from({ length: COUNT }, (_, i) => {
    const azimuth = (i * 2.399963) % (Math.PI * 2);
    const height = 0.42 + 0.56 * ((i * 0.754877) % 1);
    const level = Math.sqrt(1 - height * height);
    const towards = new Vector3(Math.sin(azimuth) * level, height, Math.cos(azimuth) * level);
    const brightness = 0.45 + 0.55 * ((i * 0.56984) % 1) ** 2;
    const turn = Quaternion.FromLookDirectionLH(towards, Vector3.UpReadOnly);
    const square = CreatePlaneVertexData({ size: 0.5 + 0.75 * brightness });
    const colour: Rgb = [WHITE[0] * brightness, WHITE[1] * brightness, WHITE[2] * brightness];
    return painted(square.transform(Matrix.Compose(Vector3.One(), turn, towards.scale(DISTANCE))), colour, 1);
  });
}
