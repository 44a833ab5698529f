import sharp from "sharp";
import { drawSolid } from "./drawing.ts";
import type { Skin } from "./skin.ts";
import type { Solid } from "./solid.ts";

const SIDE = 512;
/** Radians: from a little to the right of the front, and above. */
const VIEW = { yaw: 0.5, pitch: 0.22 };

/** The model as a photographer would take it, 512 × 512, WebP. */
export async function renderPreview(solid: Solid, skin: Skin): Promise<Uint8Array> {
  const { rgb, side } = drawSolid(solid, skin, VIEW, SIDE * 2);
  const large = sharp(rgb, { raw: { width: side, height: side, channels: 3 } });
  return new Uint8Array(await large.resize(SIDE, SIDE).webp({ quality: 84 }).toBuffer());
}
