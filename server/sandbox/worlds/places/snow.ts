import { hex, lit, mix, type Rgb } from "../colour.ts";
import { smoothstep } from "../curves.ts";
import { type Hour, lightAt } from "../hours.ts";
import { iceSpire } from "../landmarks/ice-spire.ts";
import type { Reading } from "../reading.ts";
import type { Place, Setting } from "../scenery.ts";
import { boulder } from "../things/boulder.ts";
import { pine } from "../things/pine.ts";
import { shrub } from "../things/shrub.ts";

const CAPTIONS: Readonly<Record<Hour, string>> = {
  day: "A snowy valley with frosted pines and a frozen pond, and a spire of blue ice.",
  dawn: "A snowy valley at dawn, pines in the mist, and a spire of blue ice.",
  dusk: "A snowy valley at sunset, pink light on the drifts, and a spire of blue ice.",
  night: "A snowy valley under northern lights, and a spire of ice that glows from within.",
};

export const snow: Place = {
  name: "snow",
  words: [
    "snow",
    "snowy",
    "snowed",
    "snowfall",
    "winter",
    "wintry",
    "ice",
    "icy",
    "frozen",
    "frost",
    "arctic",
    "polar",
    "glacier",
    "tundra",
  ],
  compose(reading: Reading, { site, hour, noise }: Setting) {
    const { light, sky } = lightAt(hour, site);
    const white: Rgb = [0.95, 0.97, 1];
    const [named] = reading.colours;
    const ice = named
      ? { low: lit(named, 0.62), high: mix(lit(named, 1.1), white, 0.5) }
      : { low: hex("#1d6fc4"), high: hex("#c9f1ff") };
    const rock = hex("#6b7280");
    const isNight = hour === "night";
    const range = mix(sky.horizon, hex("#50627f"), isNight ? 0.25 : 0.62);
    const peak = isNight ? hex("#41557c") : mix(white, sky.horizon, 0.25);
    return {
      caption: CAPTIONS[hour],
      terrain: {
        relief: (x, z, field) =>
          2.1 * field.layered(x * 0.016 + 7, z * 0.016, 2, 0.4) + 0.3 * field.layered(x * 0.06, z * 0.1, 2, 0.5),
        rim: { low: 10, more: 12, jagged: 0.7 },
        hollowDepth: 1.3,
        pad: { radius: 7, height: 1 },
      },
      light: {
        ...light,
        skyColour: mix(light.skyColour, lit([0.5, 0.62, 0.82], light.skyColour[2] * 1.25), 0.5),
        bounceColour: lit(light.skyColour, 0.72),
      },
      sky: {
        ...sky,
        aurora: isNight ? [hex("#3fbf7a"), hex("#2f9fa8"), hex("#6a4fb8")] : [],
        ridges: [
          { colour: mix(sky.horizon, range, 0.6), height: 0.3, jagged: 0.85, cap: mix(peak, sky.horizon, 0.35) },
          { colour: range, height: 0.2, jagged: 0.8, cap: peak },
        ],
      },
      ground: {
        colour({ at: [x, , z], slope, path }) {
          const drift = noise.layered(x * 0.07, z * 0.07, 3, 0.5);
          const clean = mix(white, hex("#d3e2f4"), smoothstep(-0.2, 0.9, drift));
          const bare = smoothstep(0.2, 0.4, slope + 0.06 * noise.flat(x * 0.4, z * 0.4));
          const tracks = 0.3 * (1 - smoothstep(0.35, 1.1, path + 0.25 * noise.flat(x * 0.8, z * 0.8)));
          return mix(mix(clean, rock, bare), hex("#a9bdd8"), tracks);
        },
        roughness: 0.13,
        variation: 0.03,
        ripple(x, z) {
          const wave = 0.16 * Math.cos((z * 0.9 + x * 0.3 + 1.6 * noise.flat(x * 0.13, z * 0.13)) * 4.5);
          return [0.3 * wave, 0.9 * wave];
        },
      },
      cover: {
        specks: 0.12,
        tufts: 0.006,
        contrast: 0.09,
        litter: [
          { colour: [1.25, 1.28, 1.3], share: 0.3 },
          { colour: hex("#7d8797"), share: 0.02 },
        ],
        blade({ path, slope, random }, clump) {
          if (path < 1 || slope > 0.1 || clump < 0.95) return null;
          return mix(hex("#7d7458"), hex("#c8c2ac"), random());
        },
        bladeHeight: [0.1, 0.28],
        flowers: [],
        flowerShare: 0,
      },
      water: { level: -0.6, shallow: hex("#a9d3e6"), deep: hex("#4f92bd"), mirror: 0.4, ripple: 0.02, frozen: true },
      plantings: [
        {
          count: 52,
          from: 10,
          to: 0.92,
          spacing: 2.6,
          path: 6.5,
          near: true,
          slope: 0.35,
          grow: (spot) =>
            pine(
              spot,
              {
                bark: hex("#3f342c"),
                dark: hex("#173026"),
                light: hex("#3d6650"),
                snow: 0.95,
                snowColour: white,
                height: [5, 13],
              },
              noise,
            ),
        },
        {
          count: 34,
          from: 6,
          to: 0.7,
          spacing: 0.6,
          path: 1.6,
          near: true,
          slope: 0.5,
          grow: (spot) =>
            boulder(
              spot,
              {
                stone: rock,
                stain: hex("#4d5563"),
                cap: { colour: white, from: 0.05 },
                strata: 0,
                radius: [0.25, 1.7],
                tall: 0.8,
              },
              noise,
            ),
        },
        {
          count: 22,
          from: 5.5,
          to: 0.4,
          spacing: 0.7,
          path: 1.6,
          near: true,
          slope: 0.2,
          grow: (spot) =>
            shrub(spot, { root: hex("#4a3a30"), tip: hex("#c9d6e4"), height: [0.4, 0.9], arch: 0.5, leaf: 0.022 }),
        },
      ],
      landmark: (spot) =>
        iceSpire(spot, {
          ...ice,
          glow: isNight ? 0.6 : hour === "dusk" ? 0.4 : 0.22,
          shine: isNight || hour === "dusk" ? lit(ice.high, 0.85) : null,
        }),
      air: {
        share: 0.005,
        colours: [[1, 1, 1]],
        size: [0.006, 0.014],
        height: [0.2, 6],
        opacity: isNight ? 0.5 : hour === "day" ? 0.85 : 0.6,
        halo: false,
      },
    };
  },
};
