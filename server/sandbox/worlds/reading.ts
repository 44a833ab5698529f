import { hex, type Rgb } from "./colour.ts";

/** What is understood of a prompt. */
export interface Reading {
  readonly prompt: string;
  /** Lower-case, without marks; plurals also as singulars, and each two that stand side by side as "one two". */
  readonly words: ReadonlySet<string>;
  /** The colours named, in the prompt's order, each once. */
  readonly colours: readonly Rgb[];
}

const COLOUR_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    red: "#c93030",
    crimson: "#b0142e",
    scarlet: "#d3271f",
    ruby: "#a8123f",
    maroon: "#7a1f2b",
    rose: "#e0708f",
    pink: "#ec86b4",
    magenta: "#c92f94",
    purple: "#7b3fb0",
    violet: "#8450c9",
    lavender: "#ab94dc",
    lilac: "#c2a0d8",
    indigo: "#3f3d9e",
    blue: "#2f6bc9",
    azure: "#3d95e0",
    sapphire: "#1f4fb5",
    navy: "#22356f",
    turquoise: "#35c4bb",
    teal: "#1d8f8c",
    cyan: "#38c3da",
    aqua: "#4fd3cf",
    green: "#3f9440",
    emerald: "#1c9a63",
    jade: "#3aa67c",
    lime: "#9ccc3a",
    olive: "#7f8436",
    yellow: "#e6c637",
    gold: "#d9a22e",
    golden: "#d9a22e",
    amber: "#e09a2b",
    orange: "#e07a2a",
    coral: "#ef7d63",
    copper: "#b8693b",
    rusty: "#a5502c",
    brown: "#7d5535",
    bronze: "#94703a",
    ivory: "#ece4cc",
    white: "#eceef0",
    silver: "#bcc4cc",
    gray: "#878c92",
    grey: "#878c92",
    black: "#2a2c33",
    obsidian: "#25242e",
  }),
);

export function readPrompt(prompt: string): Reading {
  const plain = prompt.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const listed = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  const pairs = listed.slice(1).map((word, before) => `${listed[before]} ${word}`);
  const words = new Set([...listed, ...pairs]);
  const colours = new Map<string, Rgb>();
  for (const word of listed) {
    if (word.length > 3 && word.endsWith("s")) words.add(word.slice(0, -1));
    const code = COLOUR_WORDS.get(word);
    if (code) colours.set(code, hex(code));
  }
  return { prompt, words, colours: [...colours.values()] };
}
