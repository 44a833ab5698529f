import type { Rgb } from "../colour.ts";
import { smoothstep } from "../curves.ts";
import type { Noise } from "../noise.ts";
import { between } from "../random.ts";
import type { Spot, Thing } from "../scenery.ts";
import { CAMPFIRE_SPLATS, campfireLamp, drawCampfire } from "../things/campfire.ts";
import { type SandstoneLook, strata } from "../things/strata.ts";
import { drawTube, type Tube, tubeArea } from "../things/tube.ts";
import { heading, type Vec3 } from "../vector.ts";

const SPAN_M = 15;
const RISE_M = 12.5;
/** How far before the arch, on the spawn's side, the fires burn. */
const FIRE_AHEAD_M = -3.2;

/** A natural bridge to walk under, with weathered pillars beside it and, after dark, two fires (of colour `fire`) at its feet. */
export function sandstoneArch(spot: Spot, look: SandstoneLook, fire: Rgb | null, noise: Noise): Thing {
  const { random, terrain } = spot;
  const [x, y, z] = spot.at;
  // Across the view from the spawn, a little turned.
  const across = heading(Math.atan2(x, z) + Math.PI / 2 + between(random, -0.35, 0.35));
  const colour = strata(look, noise);
  const worn = (share: number, angle: number, roughness: number) =>
    1 + roughness * noise.solid(Math.cos(angle) * 0.9, Math.sin(angle) * 0.9, share * 6);
  const line: Vec3[] = [];
  for (let step = 0; step <= 24; step++) {
    const angle = (step / 24) * Math.PI;
    const out = -Math.cos(angle) * (SPAN_M / 2) * (1 + 0.12 * Math.sin(angle * 2));
    const up = Math.sin(angle) ** 0.8 * RISE_M;
    const [px, pz] = [x + across[0] * out, z + across[2] * out];
    const foot = terrain.height(px, pz) - 0.8;
    line.push([px, Math.max(foot, y + up - 0.8), pz]);
  }
  const tubes: Tube[] = [
    {
      line,
      radius: (share, angle) =>
        (1.35 + 1.75 * Math.abs(2 * share - 1) ** 1.6 + 0.35 * Math.sin(share * 9)) * worn(share, angle, 0.24),
      colour,
      ambient: ({ normal, at }) => (0.72 + 0.28 * normal[1]) * (0.75 + 0.25 * smoothstep(0, 5, at[1] - y)),
      grain: 0.6,
    },
  ];
  for (const [out, ahead, height, girth] of [
    [-13.2, 4.5, 9.5, 1.7],
    [12.4, -2.5, 6.2, 1.4],
    [15.4, 2.4, 3.4, 1.2],
  ] as const) {
    const px = x + across[0] * out - across[2] * ahead;
    const pz = z + across[2] * out + across[0] * ahead;
    const foot = terrain.height(px, pz) - 0.6;
    tubes.push({
      line: [
        [px, foot, pz],
        [px + between(random, -0.4, 0.4), foot + height * 0.6, pz],
        [px, foot + height, pz + between(random, -0.3, 0.3)],
      ],
      radius: (share, angle) => {
        const neck = 1 - 0.42 * smoothstep(0.35, 0.72, share) + 0.5 * smoothstep(0.72, 0.84, share);
        return girth * neck * Math.min(1, Math.sqrt((1.01 - share) * 7)) * worn(share, angle + out, 0.2);
      },
      colour,
      ambient: ({ share }) => 0.62 + 0.38 * share,
      grain: 0.6,
    });
  }
  const fires = fire
    ? [-3.4, 3.4].map((out): Vec3 => {
        const px = x + across[0] * out - across[2] * FIRE_AHEAD_M;
        const pz = z + across[2] * out + across[0] * FIRE_AHEAD_M;
        return [px, terrain.height(px, pz) + 0.25, pz];
      })
    : [];
  const areas = tubes.map(tubeArea);
  const total = areas.reduce((sum, area) => sum + area, 0);
  return {
    footprint: 4,
    weight: 10,
    lamps: fire ? fires.map((at) => campfireLamp(at, fire)) : [],
    draw(brush, allSplats) {
      const splats = allSplats - fires.length * CAMPFIRE_SPLATS;
      if (fire) for (const at of fires) drawCampfire(brush, at, fire);
      tubes.forEach((tube, order) => {
        drawTube(brush, tube, Math.floor((splats * (areas[order] ?? 0)) / total));
      });
    },
  };
}
