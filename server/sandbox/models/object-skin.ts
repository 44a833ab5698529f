import sharp from "sharp";
import { smoothstep } from "../worlds/curves.ts";
import { paintBack } from "./back.ts";
import { drawnOutline } from "./drawn-outline.ts";
import { fillIn } from "./fill-in.ts";
import type { Outline } from "./outline.ts";
import type { Picture } from "./picture.ts";
import { sample } from "./plane.ts";
import { pictureOn } from "./projecting.ts";
import { forEachTexel, layOutSkin, type Skin, type SkinArea } from "./skin.ts";

/** So far in, in the outline's pixels, an object's colours are mixed with the backdrop's: altogether, and no more. */
const FRINGE = { from: 0.8, to: 2 };
/** So far in from a round rim the surface turns away so much that details on it would become streaks. */
const STREAKS_DEPTH = 7;
const STREAKS_BLUR_TEXELS = 9;

/**
 * The picture on the front, and on the back what one would expect there. Colours are drawn out over the outline from
 * within it, so that no backdrop shows.
 */
export async function wrapObject(picture: Picture, outline: Outline): Promise<Skin> {
  const layout = layOutSkin(outline);
  const { front, back } = layout;
  const { rgb, known } = pictureOn(front, picture, outline);
  const isDrawn = drawnOutline(front, rgb, outline);
  forEachTexel(front, (index, x, y) => {
    const isFringe = 1 - smoothstep(FRINGE.from, FRINGE.to, sample(outline.seen, x, y));
    known[index] = (known[index] ?? 0) * (1 - Math.max(isFringe, isDrawn(x, y)));
  });
  const filled = fillIn({ width: front.width, height: front.height, rgb, known });
  const soft = await softened(filled, front);
  forEachTexel(front, (index, x, y) => {
    const softness = 0.85 * (1 - smoothstep(0.5, STREAKS_DEPTH, sample(outline.rim, x, y)));
    if (softness === 0) return;
    for (let each = index * 3; each < index * 3 + 3; each++) {
      filled[each] = (filled[each] ?? 0) * (1 - softness) + (soft[each] ?? 0) * softness;
    }
  });
  return layout.assemble(filled, await paintBack(filled, front, back, outline));
}

async function softened(rgb: Float32Array, { width, height }: SkinArea): Promise<Uint8Array> {
  const raw = { width, height, channels: 3 } as const;
  return new Uint8Array(await sharp(Uint8ClampedArray.from(rgb), { raw }).blur(STREAKS_BLUR_TEXELS).raw().toBuffer());
}
