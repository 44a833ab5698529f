import type { Rgb } from "./colour.ts";
import type { Light } from "./light.ts";
import type { Site } from "./site.ts";
import type { Sky } from "./sky.ts";
import { heading } from "./vector.ts";

export type Hour = "day" | "dawn" | "dusk" | "night";

const WORDS: Readonly<Record<Exclude<Hour, "day">, readonly string[]>> = {
  night: [
    ..."night midnight nighttime nocturnal moon moonlit moonlight star starry starlit starlight".split(" "),
    ..."aurora borealis dark darkness lantern firefly fireflies".split(" "),
    "northern lights",
  ],
  dusk: ["dusk", "sunset", "evening", "twilight", "sundown", "gloaming", "nightfall"],
  dawn: ["dawn", "sunrise", "morning", "daybreak", "misty", "mist", "foggy"],
};

/** The hour that a word of the prompt names, the darkest if several do; else the one that is given. */
export function hourOf(words: ReadonlySet<string>, otherwise: Hour = "day"): Hour {
  return (["night", "dusk", "dawn"] as const).find((hour) => WORDS[hour].some((word) => words.has(word))) ?? otherwise;
}

/** Whether small lights are lit. */
export function isDark(hour: Hour): boolean {
  return hour === "night" || hour === "dusk";
}

interface Preset {
  /** Radians above the horizon. */
  readonly elevation: number;
  /** Radians from the landmark's azimuth, to the side the hollow is not: behind the viewer by day, ahead at dusk. */
  readonly aside: number;
  readonly light: Omit<Light, "sun">;
  readonly sky: Omit<Sky, "aurora" | "ridges">;
}

const white: Rgb = [1, 1, 1];

const PRESETS: Readonly<Record<Hour, Preset>> = {
  day: {
    elevation: 0.66,
    aside: 1.85,
    light: {
      sunColour: [1.2, 1.06, 0.82],
      skyColour: [0.42, 0.51, 0.64],
      bounceColour: [0.2, 0.21, 0.18],
      fogReach: 78,
      fogMost: 0.9,
    },
    sky: {
      zenith: [0.16, 0.38, 0.74],
      middle: [0.43, 0.65, 0.88],
      horizon: [0.77, 0.86, 0.91],
      glow: [0.45, 0.38, 0.24],
      disc: { colour: [1, 0.98, 0.9], radius: 0.028, isMoon: false },
      clouds: { cover: 0.5, lit: white, shade: [0.66, 0.73, 0.82] },
      stars: 0,
    },
  },
  dawn: {
    elevation: 0.26,
    aside: 0.85,
    light: {
      sunColour: [1.22, 0.86, 0.6],
      skyColour: [0.43, 0.45, 0.56],
      bounceColour: [0.24, 0.2, 0.2],
      fogReach: 52,
      fogMost: 0.94,
    },
    sky: {
      zenith: [0.34, 0.48, 0.74],
      middle: [0.72, 0.72, 0.82],
      horizon: [0.95, 0.82, 0.74],
      glow: [0.55, 0.38, 0.2],
      disc: { colour: [1, 0.95, 0.82], radius: 0.032, isMoon: false },
      clouds: { cover: 0.45, lit: [1, 0.88, 0.8], shade: [0.68, 0.64, 0.74] },
      stars: 0,
    },
  },
  dusk: {
    elevation: 0.17,
    aside: 0.5,
    light: {
      sunColour: [1.5, 0.78, 0.36],
      skyColour: [0.38, 0.33, 0.46],
      bounceColour: [0.22, 0.16, 0.17],
      fogReach: 80,
      fogMost: 0.9,
    },
    sky: {
      zenith: [0.13, 0.16, 0.38],
      middle: [0.48, 0.33, 0.5],
      horizon: [0.93, 0.56, 0.36],
      glow: [0.75, 0.42, 0.12],
      disc: { colour: [1, 0.86, 0.55], radius: 0.04, isMoon: false },
      clouds: { cover: 0.55, lit: [1, 0.6, 0.38], shade: [0.4, 0.26, 0.4] },
      stars: 0.12,
    },
  },
  night: {
    elevation: 0.36,
    aside: 0.4,
    light: {
      sunColour: [0.56, 0.67, 0.9],
      skyColour: [0.23, 0.29, 0.45],
      bounceColour: [0.1, 0.13, 0.21],
      fogReach: 82,
      fogMost: 0.9,
    },
    sky: {
      zenith: [0.016, 0.03, 0.085],
      middle: [0.04, 0.075, 0.17],
      horizon: [0.11, 0.17, 0.29],
      glow: [0.16, 0.21, 0.3],
      disc: { colour: [0.96, 0.97, 0.93], radius: 0.042, isMoon: true },
      clouds: { cover: 0.34, lit: [0.22, 0.27, 0.38], shade: [0.05, 0.08, 0.16] },
      stars: 1,
    },
  },
};

/** What an hour gives to any place; a place changes what it wants otherwise. */
export function lightAt(hour: Hour, site: Site): { readonly light: Light; readonly sky: Sky } {
  const { elevation, aside, light, sky } = PRESETS[hour];
  const sun = heading(site.landmark.azimuth - site.side * aside, elevation);
  return { light: { ...light, sun }, sky: { ...sky, aurora: [], ridges: [] } };
}
