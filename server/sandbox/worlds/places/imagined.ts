import { hsl, hslOf, lit, mix, type Rgb } from "../colour.ts";
import { smoothstep } from "../curves.ts";
import { isDark, lightAt } from "../hours.ts";
import { standingStones } from "../landmarks/standing-stones.ts";
import { between, type Random } from "../random.ts";
import type { Reading } from "../reading.ts";
import type { Place, Setting } from "../scenery.ts";
import { boulder } from "../things/boulder.ts";
import { broadleaf } from "../things/broadleaf.ts";
import { shrub } from "../things/shrub.ts";

/** The place's three leading colours. */
interface Palette {
  readonly ground: Rgb;
  readonly leaf: Rgb;
  readonly accent: Rgb;
}

/** The prompt's own colours in their order; what it does not name is found in harmony with what it does. */
function choosePalette(reading: Reading, random: Random): Palette {
  const [first, second, third] = reading.colours;
  const [hue, saturation] = first ? hslOf(first) : [random(), between(random, 0.35, 0.65)];
  const turn = random() < 0.5 ? 1 : -1;
  const leaf = first ?? hsl(hue, saturation, 0.5);
  const ground = second ?? hsl(hue + turn * between(random, 0.02, 0.07), 0.16 + 0.36 * saturation, 0.43);
  const accent = third ?? hsl(hue + 0.5 + turn * between(random, 0.04, 0.14), 0.75, 0.62);
  return { ground, leaf, accent };
}

/** For prompts that name no kind of place: rounded hills, trees and standing stones in colours taken from the prompt. */
export const imagined: Place = {
  name: "imagined",
  words: [],
  compose(reading: Reading, { site, hour, noise, random }: Setting) {
    const { light, sky } = lightAt(hour, site);
    const { ground, leaf, accent } = choosePalette(reading, random);
    const isNight = hour === "night";
    const airy = isNight ? 0.2 : 0.34;
    const tint = (colour: Rgb, by: Rgb, share: number) => {
      const brightness = Math.max(...colour) / Math.max(0.2, ...by);
      return mix(colour, lit(by, brightness), share);
    };
    const skyLight = isNight ? lit(light.skyColour, 1.35) : light.skyColour;
    const horizon = tint(sky.horizon, mix(leaf, [1, 1, 1], 0.4), airy * 1.4);
    const deep = lit(mix(leaf, ground, 0.25), 0.4);
    const bright = mix(lit(leaf, 1.12), [1, 1, 1], 0.16);
    const soil = { low: lit(ground, 0.72), high: mix(lit(ground, 1.15), [1, 1, 0.94], 0.12) };
    const stone = mix(hslOf(ground)[2] > 0.6 ? lit(ground, 0.6) : ground, [0.5, 0.5, 0.54], 0.6);
    return {
      caption: `A dreamlike land of rolling hills${isDark(hour) ? " in the dark" : ""}, with a ring of standing stones around a hovering crystal.`,
      terrain: {
        relief(x, z, field) {
          const soft = field.layered(x * 0.02 + 3, z * 0.02, 3, 0.4);
          // Terraces: the hills rise in broad steps.
          const step = soft * 2.2;
          const level = Math.floor(step);
          return 1.5 * (level + smoothstep(0.45, 1, step - level)) + 0.4 * soft;
        },
        rim: { low: 9, more: 9, jagged: 0.45 },
        hollowDepth: 1.6,
        pad: { radius: 9, height: 1.2 },
      },
      light: { ...light, skyColour: tint(skyLight, mix(accent, [1, 1, 1], 0.5), 0.25) },
      sky: {
        ...sky,
        horizon,
        middle: tint(sky.middle, mix(leaf, accent, 0.5), airy),
        zenith: tint(sky.zenith, leaf, airy),
        aurora: isNight ? [lit(leaf, 0.55), lit(mix(leaf, accent, 0.6), 0.5)] : [],
        ridges: [
          { colour: mix(horizon, deep, 0.3), height: 0.26, jagged: 0.6 },
          { colour: mix(horizon, deep, 0.5), height: 0.16, jagged: 0.2 },
        ],
      },
      ground: {
        colour({ at: [x, y, z], slope, path }) {
          const patch = noise.layered(x * 0.05, z * 0.05, 3, 0.5);
          const turf = mix(soil.low, soil.high, smoothstep(-0.7, 0.8, patch));
          const mossy = mix(turf, mix(leaf, deep, 0.35), 0.5 * smoothstep(0, 0.7, noise.flat(x * 0.08 + 20, z * 0.08)));
          const bare = smoothstep(0.06, 0.2, slope);
          const trodden = 1 - smoothstep(0.5, 1.3, path + 0.3 * noise.flat(x * 0.7, z * 0.7));
          const shore = 1 - smoothstep(-0.55, -0.2, y);
          return mix(mix(mix(mossy, stone, bare), mix(stone, soil.high, 0.5), 0.75 * trodden), soil.low, 0.6 * shore);
        },
        roughness: 0.25,
        variation: 0.1,
      },
      cover: {
        specks: 0.12,
        tufts: 0.19,
        contrast: 0.34,
        litter: [
          { colour: mix(accent, [1, 1, 1], 0.2), share: 0.06 },
          { colour: stone, share: 0.08 },
        ],
        blade({ at: [, y], path, slope, random }, clump) {
          if (path < 0.8 || slope > 0.14 || y < -0.7) return null;
          return mix(mix(deep, soil.high, 0.3 + 0.5 * random()), bright, 0.6 * clump * random());
        },
        bladeHeight: [0.06, 0.2],
        flowers: [accent, mix(accent, [1, 1, 1], 0.5), bright],
        flowerShare: 0.06,
      },
      water: {
        level: -0.55,
        shallow: mix(mix(accent, soil.high, 0.45), horizon, 0.3),
        deep: lit(mix(accent, leaf, 0.4), 0.5),
        mirror: 0.7,
        ripple: 0.05,
        frozen: false,
      },
      plantings: [
        {
          count: 40,
          from: 10,
          to: 0.88,
          spacing: 3,
          path: 6.5,
          near: true,
          slope: 0.3,
          grow: (spot) =>
            broadleaf(
              spot,
              {
                bark: mix(stone, [0.85, 0.82, 0.8], 0.35),
                dark: deep,
                light: bright,
                height: [4.5, 11],
                topping: { colour: mix(accent, [1, 1, 1], 0.25), share: spot.random() < 0.2 ? 0.4 : 0.04 },
                ...(isNight ? { glow: 0.12 } : {}),
              },
              noise,
            ),
        },
        {
          count: 40,
          from: 5.5,
          to: 0.5,
          spacing: 0.8,
          path: 1.6,
          near: true,
          slope: 0.25,
          grow: (spot) =>
            shrub(spot, {
              root: deep,
              tip: mix(accent, bright, spot.random()),
              height: [0.4, 1.3],
              arch: 0.7,
              leaf: 0.05,
            }),
        },
        {
          count: 30,
          from: 6,
          to: 0.6,
          spacing: 0.6,
          path: 1.5,
          near: true,
          slope: 0.5,
          grow: (spot) =>
            boulder(
              spot,
              {
                stone,
                stain: lit(stone, 0.72),
                cap: { colour: mix(leaf, deep, 0.3), from: 0.45 },
                strata: 0,
                radius: [0.25, 1.6],
                tall: 0.85,
              },
              noise,
            ),
        },
      ],
      landmark: (spot) =>
        standingStones(
          spot,
          {
            stone,
            stain: lit(stone, 0.7),
            low: lit(accent, 0.75),
            high: mix(accent, [1, 1, 1], 0.35),
            glow: isDark(hour) ? 0.75 : 0.35,
          },
          noise,
        ),
      air: {
        share: isNight ? 0.004 : 0.0012,
        colours: [mix(accent, [1, 1, 1], 0.4), bright],
        size: isNight ? [0.014, 0.028] : [0.008, 0.016],
        height: [0.3, 4],
        opacity: 0.7,
        halo: isNight,
      },
    };
  },
};
