import sharp from "sharp";
import type { Pano } from "./pano.ts";
import { type Camera, lookAt } from "./projection.ts";
import { EYE_HEIGHT, type Site } from "./site.ts";
import type { SplatCloud } from "./splat-cloud.ts";
import { renderSplats } from "./splat-renderer.ts";

const WIDTH = 480;
const HEIGHT = 270;

/** From a few steps behind the spawn, towards the landmark. */
function thumbnailCamera(site: Site): Camera {
  const { x, z, distance } = site.landmark;
  const back = -4 / distance;
  return lookAt([x * back, EYE_HEIGHT + 0.5, z * back], [x, 6.2, z], 0.92);
}

/** The world as a viewer shows it, 480 × 270, WebP. */
export async function renderThumbnail(cloud: SplatCloud, pano: Pano, site: Site): Promise<Uint8Array> {
  const pixels = renderSplats(cloud, pano, thumbnailCamera(site), WIDTH, HEIGHT);
  const raw = { width: WIDTH, height: HEIGHT, channels: 3 } as const;
  return new Uint8Array(await sharp(pixels, { raw }).webp({ quality: 82 }).toBuffer());
}
