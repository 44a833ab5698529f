import { hex, lit, mix, type Rgb } from "../colour.ts";
import { smoothstep } from "../curves.ts";
import { type Hour, isDark, lightAt } from "../hours.ts";
import { oldTree } from "../landmarks/old-tree.ts";
import type { Reading } from "../reading.ts";
import type { Place, Setting } from "../scenery.ts";
import { boulder } from "../things/boulder.ts";
import { broadleaf } from "../things/broadleaf.ts";
import { pine } from "../things/pine.ts";
import { shrub } from "../things/shrub.ts";

const AUTUMN = ["autumn", "autumnal", "fall", "october", "november"];

function isAutumn(reading: Reading): boolean {
  return AUTUMN.some((word) => reading.words.has(word));
}

/** Shadow and sun side of the leaves: as named in the prompt, autumn's, or green. */
function leaves(reading: Reading): { readonly dark: Rgb; readonly light: Rgb } {
  const [named] = reading.colours;
  if (named) return { dark: lit(named, 0.42), light: mix(lit(named, 1.05), [1, 1, 0.85], 0.16) };
  if (isAutumn(reading)) return { dark: hex("#7a3410"), light: hex("#e59a35") };
  return { dark: hex("#1f4a1c"), light: hex("#83b043") };
}

const CAPTIONS: Readonly<Record<Hour, string>> = {
  day: "A sunlit forest glade, with a pond and a path to a giant old tree.",
  dawn: "A misty forest at dawn, with a pond and a path to a giant old tree.",
  dusk: "A forest at sunset, with a pond and a path to a giant old tree hung with lanterns.",
  night: "A moonlit forest, fireflies over the grass, and a giant old tree hung with lanterns.",
};

export const forest: Place = {
  name: "forest",
  words: ["forest", "wood", "woodland", "grove", "jungle", "rainforest", "glade", "tree", "taiga"],
  compose(reading: Reading, { site, hour, noise }: Setting) {
    const { light, sky } = lightAt(hour, site);
    const { dark, light: leaf } = leaves(reading);
    const grass = isAutumn(reading)
      ? { deep: hex("#5d6427"), fresh: hex("#9a9440"), dry: hex("#b98a3e") }
      : { deep: hex("#3d6b26"), fresh: hex("#83a83c"), dry: hex("#a59a4e") };
    const earth = hex("#6b5236");
    const bark = hex("#54402e");
    const far = mix(sky.horizon, dark, 0.55);
    return {
      caption: CAPTIONS[hour],
      terrain: {
        relief: (x, z, field) => 2.9 * field.layered(x * 0.018, z * 0.018, 4, 0.45),
        rim: { low: 8, more: 7, jagged: 0.1 },
        hollowDepth: 1.7,
        pad: { radius: 6, height: 1.1 },
      },
      light: {
        ...light,
        skyColour: lit(light.skyColour, hour === "night" ? 1.35 : 1.15),
        bounceColour: mix(light.bounceColour, lit(grass.deep, light.bounceColour[1] * 3), 0.4),
      },
      sky: {
        ...sky,
        ridges: [
          { colour: mix(sky.horizon, far, 0.5), height: 0.2, jagged: 0.35 },
          { colour: far, height: 0.14, jagged: 0.1 },
        ],
      },
      ground: {
        colour({ at: [x, y, z], slope, path }) {
          const patch = noise.layered(x * 0.05, z * 0.05, 2, 0.5);
          const dry = smoothstep(0.35, 0.9, noise.flat(x * 0.11 + 30, z * 0.11));
          const green = mix(mix(grass.deep, grass.fresh, smoothstep(-0.6, 0.7, patch)), grass.dry, 0.5 * dry);
          const edge = 0.9 + 0.5 * noise.flat(x * 0.6, z * 0.6);
          const bare = Math.max(
            0.85 * (1 - smoothstep(edge * 0.5, edge * 1.25, path)),
            0.8 * smoothstep(0.09, 0.22, slope),
          );
          const soil = mix(earth, hex("#8d7350"), smoothstep(-0.4, 0.8, noise.flat(x * 0.9, z * 0.9)));
          const wet = 1 - smoothstep(-0.6, -0.1, y);
          return mix(mix(green, soil, bare), hex("#453a26"), 0.8 * wet);
        },
        roughness: 0.28,
        variation: 0.12,
      },
      cover: {
        specks: 0.12,
        tufts: 0.21,
        contrast: 0.36,
        litter: [
          { colour: mix(leaf, hex("#b5772f"), 0.5), share: isAutumn(reading) ? 0.4 : 0.1 },
          { colour: hex("#8e8a7c"), share: 0.06 },
          { colour: hex("#d8c9a0"), share: 0.02 },
        ],
        blade({ at: [, y], path, slope, random }, clump) {
          if (path < 0.75 || slope > 0.16 || y < -0.75) return null;
          return mix(mix(grass.deep, grass.fresh, 0.25 + 0.6 * random()), grass.dry, 0.35 * (1 - clump) * random());
        },
        bladeHeight: [0.06, 0.19],
        flowers: [hex("#f4f1e4"), hex("#f1cf4b"), hex("#b58be0"), hex("#ef8aa3")],
        flowerShare: 0.025,
      },
      water: { level: -0.55, shallow: hex("#5b6a3f"), deep: hex("#1f3d38"), mirror: 0.6, ripple: 0.05, frozen: false },
      plantings: [
        {
          count: 38,
          from: 10,
          to: 0.6,
          spacing: 3.2,
          path: 6.5,
          near: true,
          slope: 0.3,
          grow: (spot) => broadleaf(spot, { bark, dark, light: leaf, height: [6.5, 12.5] }, noise),
        },
        {
          count: 150,
          from: 36,
          to: 0.98,
          spacing: 1.6,
          path: 8,
          near: false,
          slope: 0.5,
          grow: (spot) => broadleaf(spot, { bark, dark, light: mix(leaf, dark, 0.2), height: [7, 12] }, noise),
        },
        {
          count: 60,
          from: 14,
          to: 0.97,
          spacing: 1.8,
          path: 7,
          near: false,
          slope: 0.4,
          grow: (spot) =>
            pine(
              spot,
              {
                bark,
                dark: mix(hex("#17361f"), dark, 0.25),
                light: mix(hex("#4d7a3a"), leaf, 0.25),
                snow: 0,
                snowColour: [1, 1, 1],
                height: [8, 15],
              },
              noise,
            ),
        },
        {
          count: 34,
          from: 5.5,
          to: 0.45,
          spacing: 0.8,
          path: 1.6,
          near: true,
          slope: 0.3,
          grow: (spot) =>
            shrub(spot, {
              root: hex("#24401a"),
              tip: mix(hex("#6f9c3c"), leaf, 0.3),
              height: [0.5, 1.15],
              arch: 0.85,
              leaf: 0.055,
            }),
        },
        {
          count: 30,
          from: 6,
          to: 0.6,
          spacing: 0.6,
          path: 1.4,
          near: true,
          slope: 0.5,
          grow: (spot) =>
            boulder(
              spot,
              {
                stone: hex("#8a877e"),
                stain: hex("#66645c"),
                cap: { colour: hex("#5d7a35"), from: 0.35 },
                strata: 0,
                radius: [0.25, 1.5],
                tall: 0.75,
              },
              noise,
            ),
        },
      ],
      landmark: (spot) =>
        oldTree(
          spot,
          {
            bark: hex("#66503a"),
            moss: hex("#5b7a33"),
            dark,
            light: leaf,
            lantern: isDark(hour) ? hex("#ffb14d") : null,
          },
          noise,
        ),
      air: isDark(hour)
        ? {
            share: 0.0024,
            colours: [hex("#e9ff7a"), hex("#ffd76a")],
            size: [0.016, 0.03],
            height: [0.3, 2.6],
            opacity: 0.9,
            halo: true,
          }
        : {
            share: 0.0008,
            colours: [hex("#fff6d2")],
            size: [0.008, 0.016],
            height: [0.4, 4],
            opacity: 0.55,
            halo: false,
          },
    };
  },
};
