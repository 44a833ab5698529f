import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import { GALLERY_HALF_LENGTH, GALLERY_WALLS, type GalleryWall, trailerSpots } from "../../../contract/gallery.ts";
import { HUB_HALF_SIZE } from "../../../contract/limits.ts";
import type { Rgb } from "../light/atmosphere.ts";
import { block, painted, placed } from "../shapes/solids.ts";

const STONE: Rgb = [0.6, 0.55, 0.57];
const STONE_DARK: Rgb = [0.44, 0.4, 0.46];
const STONE_PALE: Rgb = [0.68, 0.62, 0.61];
/** Dark, so that gold looks well on it in the evening's red light. */
const CLOTH: Rgb = [0.15, 0.19, 0.22];
const BRASS: Rgb = [0.72, 0.53, 0.28];
const GLOW: Rgb = [1, 0.8, 0.52];

/** Between the pictures' backs and the low border's steps. */
const FRONT = HUB_HALF_SIZE + 0.05;
const DEPTH = 0.45;
const HEIGHT = 4.75;
const PLINTH = 0.42;
/** Half of the middle part, which stands higher, over the large picture. */
const MIDDLE_HALF = 2.1;
const PILASTER = 0.34;

/** One wall, looking along -z at z = FRONT: cloth between stone pilasters, a line of light under the cornice. */
function wall(): VertexData[] {
  const length = GALLERY_HALF_LENGTH * 2;
  const back = FRONT + DEPTH / 2;
  const parts = [
    painted(placed(block(length, HEIGHT, DEPTH), 0, 0, back), CLOTH),
    painted(placed(block(length + 0.3, PLINTH, DEPTH + 0.06), 0, 0, back), STONE_DARK),
    painted(placed(block(length, 0.05, 0.03), 0, HEIGHT - 0.28, FRONT - 0.01), BRASS),
    painted(placed(block(length, 0.06, 0.08), 0, HEIGHT - 0.08, FRONT - 0.06), GLOW, 0.95),
    painted(placed(block(length + 0.5, 0.24, DEPTH + 0.5), 0, HEIGHT, back), STONE),
    painted(placed(block(length + 0.8, 0.14, DEPTH + 0.8), 0, HEIGHT + 0.24, back), STONE_PALE),
  ];
  const ends = [GALLERY_HALF_LENGTH - PILASTER / 2, GALLERY_HALF_LENGTH - 4.5, MIDDLE_HALF - 0.1];
  for (const x of ends.flatMap((end) => [end, -end])) {
    parts.push(
      painted(placed(block(PILASTER * 0.7, HEIGHT, 0.09), x, 0, FRONT - 0.02), STONE_PALE),
      painted(placed(block(PILASTER, PLINTH + 0.08, 0.14), x, 0, FRONT - 0.03), STONE),
      painted(placed(block(PILASTER, 0.2, 0.14), x, HEIGHT - 0.2, FRONT - 0.03), STONE),
    );
  }
  parts.push(
    painted(placed(block(MIDDLE_HALF * 2, 0.5, DEPTH), 0, HEIGHT + 0.38, back), STONE),
    painted(placed(block(MIDDLE_HALF * 2 - 0.5, 0.07, 0.08), 0, HEIGHT + 0.6, FRONT - 0.02), GLOW, 0.95),
    painted(placed(block(MIDDLE_HALF * 2 + 0.4, 0.14, DEPTH + 0.4), 0, HEIGHT + 0.88, back), STONE_PALE),
  );
  return parts;
}

/** The walls of the gallery, standing just outside of where anybody can walk. */
export const galleryWalls = (): VertexData[] =>
  GALLERY_WALLS.flatMap((name) => wall().map((part) => placed(part, 0, 0, 0, turnOf(name))));

/** Of what is built along +z so that it stands on this wall's side. */
function turnOf(name: GalleryWall): number {
  const middle = trailerSpots(name)[0];
  return middle ? Math.atan2(middle.x, middle.z) : 0;
}
