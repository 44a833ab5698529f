import { hex, lit, mix, type Rgb } from "../colour.ts";
import { smoothstep } from "../curves.ts";
import { type Hour, isDark, lightAt } from "../hours.ts";
import { sandstoneArch } from "../landmarks/sandstone-arch.ts";
import type { Noise } from "../noise.ts";
import type { Reading } from "../reading.ts";
import type { Place, Setting } from "../scenery.ts";
import { boulder } from "../things/boulder.ts";
import { butte } from "../things/butte.ts";
import { cactus } from "../things/cactus.ts";
import { shrub } from "../things/shrub.ts";

/** Long dunes across the wind: a gentle side, a crest, a steep side. */
function dunes(x: number, z: number, noise: Noise): number {
  const bend = 9 * noise.flat(x * 0.012, z * 0.012 + 20);
  const downwind = (x * 0.8 + z * 0.6 + bend) / 30;
  const phase = downwind - Math.floor(downwind);
  const wave = phase < 0.72 ? smoothstep(0, 0.72, phase) : 1 - smoothstep(0.72, 1, phase);
  const height = 2.6 + 1.7 * noise.flat(x * 0.016 + 50, z * 0.016);
  return height * (wave - 0.3) + 0.35 * noise.layered(x * 0.07, z * 0.07, 2, 0.5);
}

const CAPTIONS: Readonly<Record<Hour, string>> = {
  day: "A desert of wind-rippled dunes and cacti under a wide sky, with a great sandstone arch.",
  dawn: "A desert at first light, long shadows on the dunes, and a great sandstone arch.",
  dusk: "A desert at sunset, the dunes glowing, and a great sandstone arch against the light.",
  night: "A desert under the stars, moonlight on the dunes, and a great sandstone arch.",
};

export const desert: Place = {
  name: "desert",
  words: ["desert", "dune", "sand", "sandy", "sahara", "oasis", "mesa", "canyon", "arid", "cactus", "cacti"],
  compose(reading: Reading, { site, hour, noise }: Setting) {
    const { light, sky } = lightAt(hour, site);
    const [named] = reading.colours;
    const tint = (colour: Rgb) => (named ? mix(colour, lit(named, 1.1), 0.45) : colour);
    const sand = { pale: tint(hex("#e8c692")), warm: tint(hex("#d39c5d")), rust: tint(hex("#a9683a")) };
    const stone = { pale: tint(hex("#dca873")), warm: tint(hex("#b9683a")), dark: tint(hex("#6d3a26")) };
    const isOasis = reading.words.has("oasis");
    const haze: Rgb = hour === "day" ? [0.9, 0.84, 0.72] : sky.horizon;
    const far = mix(haze, stone.warm, hour === "night" ? 0.12 : 0.4);
    return {
      caption: CAPTIONS[hour],
      terrain: {
        relief: dunes,
        rim: { low: 6, more: 8, jagged: 0 },
        hollowDepth: isOasis ? 1.6 : 0,
        pad: { radius: 8, height: 0.6 },
      },
      light: { ...light, bounceColour: mix(light.bounceColour, lit(sand.warm, light.bounceColour[0] * 1.6), 0.5) },
      sky: {
        ...sky,
        horizon: haze,
        clouds: { ...sky.clouds, cover: sky.clouds.cover * 0.6 },
        ridges: [
          { colour: mix(haze, far, 0.55), height: 0.17, jagged: 0.55 },
          { colour: far, height: 0.12, jagged: 0.25 },
        ],
      },
      ground: {
        colour({ at: [x, y, z], slope, path }) {
          const patch = noise.layered(x * 0.04 + 12, z * 0.04, 3, 0.5);
          const soft = mix(sand.pale, sand.warm, smoothstep(-0.5, 0.8, patch));
          const steep = mix(soft, sand.rust, 0.5 * smoothstep(0.03, 0.16, slope));
          const gravel = smoothstep(0.35, 0.7, noise.flat(x * 0.09 + 60, z * 0.09)) * (1 - smoothstep(0.4, 1.4, y));
          const trodden = 0.22 * (1 - smoothstep(0.5, 1.4, path));
          const dry = mix(mix(steep, stone.warm, 0.35 * gravel), sand.rust, trodden);
          return isOasis ? mix(dry, hex("#5f6b35"), 0.8 * (1 - smoothstep(-0.5, 0.05, y))) : dry;
        },
        roughness: 0.13,
        variation: 0.06,
        ripple(x, z) {
          const along = x * 0.8 + z * 0.6 + 0.9 * noise.flat(x * 0.22, z * 0.22);
          const strength = 0.34 * smoothstep(-0.5, 0.4, noise.flat(x * 0.06, z * 0.06 + 8));
          const wave = strength * Math.cos(along * 11);
          return [wave * 0.8, wave * 0.6];
        },
      },
      cover: {
        specks: 0.16,
        tufts: isOasis ? 0.06 : 0.02,
        contrast: 0.32,
        litter: [
          { colour: stone.warm, share: 0.1 },
          { colour: stone.dark, share: 0.05 },
          { colour: hex("#efe0bf"), share: 0.06 },
        ],
        blade({ path, slope, random, at: [, y] }, clump) {
          if (isOasis && y < -0.03 && y > -0.6) return mix(hex("#4d7a2e"), hex("#8fae4a"), random());
          if (path < 1.2 || slope > 0.08 || clump < 0.86) return null;
          return mix(hex("#8f8a4e"), hex("#c9b57a"), random());
        },
        bladeHeight: [0.1, 0.24],
        flowers: [hex("#e8628a"), hex("#f4d65a")],
        flowerShare: 0.01,
      },
      water: isOasis
        ? { level: -0.5, shallow: hex("#5fa39a"), deep: hex("#1f6a74"), mirror: 0.45, ripple: 0.05, frozen: false }
        : null,
      plantings: [
        {
          count: 24,
          from: 9,
          to: 0.75,
          spacing: 2.5,
          path: 3.5,
          near: true,
          slope: 0.14,
          grow: (spot) => cactus(spot, { ridge: tint(hex("#86a05a")), groove: hex("#3a5632"), height: [1.2, 5.2] }),
        },
        {
          count: 36,
          from: 5.5,
          to: 0.5,
          spacing: 0.8,
          path: 1.8,
          near: true,
          slope: 0.12,
          grow: (spot) =>
            shrub(spot, { root: hex("#6d5b34"), tip: hex("#b5ad72"), height: [0.35, 0.85], arch: 0.6, leaf: 0.03 }),
        },
        {
          count: 30,
          from: 6,
          to: 0.65,
          spacing: 0.6,
          path: 2,
          near: true,
          slope: 0.3,
          grow: (spot) =>
            boulder(
              spot,
              {
                stone: mix(stone.pale, stone.warm, 0.4),
                stain: stone.warm,
                cap: null,
                strata: 7,
                radius: [0.2, 1.3],
                tall: 0.7,
              },
              noise,
            ),
        },
        {
          count: 6,
          from: 46,
          to: 0.86,
          spacing: 9,
          path: 16,
          near: false,
          slope: 0.5,
          grow: (spot) => butte(spot, stone, noise),
        },
      ],
      landmark: (spot) => sandstoneArch(spot, stone, isDark(hour) ? hex("#ff8a2e") : null, noise),
      air:
        hour === "night"
          ? null
          : { share: 0.002, colours: [sand.pale], size: [0.006, 0.012], height: [0.2, 2.5], opacity: 0.4, halo: false },
    };
  },
};
