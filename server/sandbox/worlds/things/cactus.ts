import { lit, mix, type Rgb } from "../colour.ts";
import { lerp } from "../curves.ts";
import { between } from "../random.ts";
import type { Spot, Thing } from "../scenery.ts";
import { heading, type Vec3 } from "../vector.ts";
import { drawTube, smoothLine, type Tube, tubeArea } from "./tube.ts";

export interface CactusLook {
  readonly ridge: Rgb;
  readonly groove: Rgb;
  readonly height: readonly [low: number, high: number];
}

const RIBS = 11;

function column(line: readonly Vec3[], radius: number, look: CactusLook): Tube {
  return {
    line,
    radius: (share, angle) => radius * (1 + 0.07 * Math.cos(angle * RIBS)) * Math.min(1, Math.sqrt((1.02 - share) * 9)),
    colour: ({ angle, share }) => {
      const rib = 0.5 + 0.5 * Math.cos(angle * RIBS);
      return lit(mix(look.groove, look.ridge, rib), 0.85 + 0.25 * share);
    },
    ambient: ({ share }) => 0.65 + 0.35 * share,
    grain: 3,
  };
}

/** A ribbed column with up to three raised arms. */
export function cactus(spot: Spot, look: CactusLook): Thing {
  const { random } = spot;
  const [x, y, z] = spot.at;
  const height = lerp(...look.height, spot.size);
  const radius = height * 0.062 + 0.08;
  const tubes = [
    column(
      [
        [x, y - 0.2, z],
        [x, y + height, z],
      ],
      radius,
      look,
    ),
  ];
  const arms = height < 2 ? 0 : Math.floor(between(random, 1, 3.99));
  const turn = random() * Math.PI * 2;
  for (let arm = 0; arm < arms; arm++) {
    const [ox, , oz] = heading(turn + arm * 2.3);
    const from = y + height * between(random, 0.34, 0.55);
    const out = radius * between(random, 3.4, 4.6);
    const up = height * between(random, 0.22, 0.36);
    const line = smoothLine(
      [
        [x, from, z],
        [x + ox * out, from + 0.1, z + oz * out],
        [x + ox * out, from + up * 0.4, z + oz * out],
        [x + ox * out, from + up, z + oz * out],
      ],
      2,
    );
    tubes.push(column(line, radius * 0.68, look));
  }
  const areas = tubes.map(tubeArea);
  const total = areas.reduce((sum, area) => sum + area, 0);
  return {
    footprint: radius * 1.5,
    weight: 0.18 + height * 0.1,
    draw(brush, splats) {
      tubes.forEach((tube, order) => {
        drawTube(brush, tube, Math.floor((splats * (areas[order] ?? 0)) / total));
      });
    },
  };
}
