import { layCells } from "./cells.ts";
import type { MadeModel, ModelOrder } from "./commission.ts";
import { writeGlb } from "./glb.ts";
import { inflate } from "./inflation.ts";
import { wrapObject } from "./object-skin.ts";
import { type Outline, outlineOf } from "./outline.ts";
import { type Picture, readPicture, resized } from "./picture.ts";
import { plaqueFor, plaqueProfile, wrapPlaque } from "./plaque.ts";
import { renderPreview } from "./preview.ts";
import type { Profile } from "./profile.ts";
import { count } from "./regions.ts";
import { reliefOf } from "./relief.ts";
import { cutSheet, type Sheet } from "./sheet.ts";
import { silhouetteOf } from "./silhouette.ts";
import type { Skin } from "./skin.ts";
import { buildSolid } from "./solid.ts";

/** The longer side of the picture while its form is worked out, in pixels. */
const SKETCH_SIDE = 288;
/** Room around the silhouette, in the same. */
const MARGIN = 8;
/** Cells of a sheet: four triangles each, and two for each step along the border. */
const CELLS = 3_600;
const MOST_TRIANGLES = 30_000;
/** An object that came out with less than this share of its cells has lost its shape: wires, dust. */
const LEAST_SHARE = 0.4;

/** A model before it is made of triangles. */
interface Draft {
  readonly profile: Profile;
  readonly sheet: Sheet;
  wrap(): Promise<Skin>;
}

/**
 * A solid from a picture: an object before its backdrop is blown up to its volume, and what has no object in it becomes
 * a framed plaque.
 *
 * @throws UnreadablePicture
 */
export async function makeModel({ picture: bytes, faceLimit }: ModelOrder): Promise<MadeModel> {
  const picture = await readPicture(bytes);
  const sketch = await resized(picture, SKETCH_SIDE);
  const most = Math.min(faceLimit ?? MOST_TRIANGLES, MOST_TRIANGLES);
  const { profile, sheet, wrap } = draftObject(picture, sketch, most) ?? draftPlaque(picture, sketch, most);
  const skin = await wrap();
  const solid = buildSolid(sheet, profile, skin);
  return { files: { model: await writeGlb(solid, skin), preview: await renderPreview(solid, skin) } };
}

/** Null where the picture shows no object, or one that is too thin to have a body. */
function draftObject(picture: Picture, sketch: Picture, most: number): Draft | null {
  const silhouette = silhouetteOf(sketch);
  if (silhouette === null) return null;
  const outline = outlineOf(silhouette, MARGIN);
  const profile = inflate(outline, reliefOf(sketch, outline, MARGIN));
  const sheet = sheetOf(outline, profile, most);
  return sheet && { profile, sheet, wrap: () => wrapObject(picture, outline) };
}

function draftPlaque(picture: Picture, sketch: Picture, most: number): Draft {
  const plaque = plaqueFor(sketch);
  const outline = outlineOf(plaque.bitmap, MARGIN);
  const profile = plaqueProfile(plaque, outline, reliefOf(sketch, outline, MARGIN + plaque.frame));
  const sheet = sheetOf(outline, profile, most);
  if (sheet === null) throw new Error("A plaque cannot lose its shape.");
  return { profile, sheet, wrap: () => wrapPlaque(picture, plaque, outline) };
}

/** A sheet for at most so many triangles; null where too little of the shape is left in it. */
function sheetOf(outline: Outline, profile: Profile, most: number): Sheet | null {
  const area = count(outline.shape);
  for (let cells = Math.min(CELLS, most / 4); ; cells *= 0.9) {
    const sheet = cutSheet(outline, layCells(outline, Math.sqrt(area / cells)), profile);
    if (sheet.quads.length < cells * LEAST_SHARE) return null;
    if (4 * sheet.quads.length + 2 * sheet.border.length <= most) return sheet;
  }
}
