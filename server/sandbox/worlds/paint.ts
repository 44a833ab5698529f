import { writeCollider } from "./collider.ts";
import type { Rgb } from "./colour.ts";
import type { PaintedWorld, WorldOrder } from "./commission.ts";
import { encodePano, type Pano, paintPano } from "./pano.ts";
import { type Sketch, sketchWorld } from "./sketch.ts";
import type { SplatCloud } from "./splat-cloud.ts";
import { writeSpz } from "./spz.ts";
import { renderThumbnail } from "./thumbnail.ts";
import { paintTier, tierSplats } from "./tier.ts";

const FULL_PANO_WIDTH = 2048;

/** The sky around a world of which `cloud` is one tier. */
function paintSky(sketch: Sketch, cloud: SplatCloud, splatScale: number): Pano {
  const { scenery, noise, name } = sketch;
  const width = splatScale >= 0.5 ? FULL_PANO_WIDTH : FULL_PANO_WIDTH / 2;
  return paintPano(scenery.sky, scenery.light.sun, spawnColour(cloud), noise, name, width);
}

/** Mean colour of a tier's first splats, which are the ground around the spawn. */
function spawnColour(cloud: SplatCloud): Rgb {
  const count = Math.max(1, Math.floor(cloud.count * 0.05));
  const sum = [0, 0, 0];
  for (let index = 0; index < count * 3; index++) sum[index % 3] = (sum[index % 3] ?? 0) + (cloud.colours[index] ?? 0);
  return [(sum[0] ?? 0) / count, (sum[1] ?? 0) / count, (sum[2] ?? 0) / count];
}

/** A whole world. The same order gives the same bytes. Throws RangeError if `splatScale` is not in (0, 1]. */
export async function paintWorld(order: WorldOrder): Promise<PaintedWorld> {
  const sketch = sketchWorld(order);
  const small = writeSpz(paintTier(sketch, tierSplats(order, 100_000)));
  const cloud = paintTier(sketch, tierSplats(order, 500_000));
  const pano = paintSky(sketch, cloud, order.splatScale);
  return {
    caption: sketch.scenery.caption,
    files: {
      "100k": small,
      "500k": writeSpz(cloud),
      collider: await writeCollider(sketch.terrain),
      pano: await encodePano(pano),
      thumbnail: await renderThumbnail(cloud, pano, sketch.site),
    },
  };
}
