import { lerp, smoothstep } from "../curves.ts";
import type { Noise } from "../noise.ts";
import { between } from "../random.ts";
import type { Spot, Thing } from "../scenery.ts";
import { type SandstoneLook, strata } from "./strata.ts";
import { drawTube, type Tube } from "./tube.ts";

/** A table mountain: a skirt of rubble, a cliff in layers, a flat top that nobody sees from below. */
export function butte(spot: Spot, look: SandstoneLook, noise: Noise): Thing {
  const { random } = spot;
  const [x, y, z] = spot.at;
  const girth = lerp(3.5, 8, spot.size);
  const height = girth * between(random, 1.1, 1.9);
  const shift = random() * 40;
  const body: Tube = {
    line: [
      [x, y - 2, z],
      [x, y + height, z],
    ],
    radius(share, angle) {
      const skirt = 1.7 - 0.8 * smoothstep(0, 0.45, share);
      const ledge = 1 - 0.1 * smoothstep(0.62, 0.66, share) - 0.08 * smoothstep(0.84, 0.87, share);
      const folds = 1 + 0.2 * noise.solid(Math.cos(angle) * 1.6 + shift, Math.sin(angle) * 1.6, share * 0.9);
      return girth * skirt * ledge * folds * Math.min(1, Math.sqrt((1.003 - share) * 26));
    },
    colour: strata(look, noise),
    ambient: ({ share }) => 0.75 + 0.25 * share,
    grain: 0.5,
  };
  return {
    footprint: girth * 1.6,
    weight: girth * 0.45,
    draw: (brush, splats) => drawTube(brush, body, splats),
  };
}
