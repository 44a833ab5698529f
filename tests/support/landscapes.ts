import sharp from "sharp";

interface Landscape {
  /** From the zenith to the horizon. */
  readonly sky: readonly [string, string];
  readonly far: string;
  readonly ground: readonly [string, string];
}

/** Pictures of places, as files: a sky, hills far away, and the ground. */
const landscapes = {
  redDesert: { sky: ["#7f3a1c", "#eaa066"], far: "#8f3d22", ground: ["#c4522a", "#8e2f18"] },
  blueSnow: { sky: ["#2f6fc4", "#b9d8f2"], far: "#6f94bf", ground: ["#dce9f8", "#b3cdec"] },
  greenWood: { sky: ["#86b4d8", "#d6e4da"], far: "#2f5a33", ground: ["#4c8a35", "#2d5c22"] },
  nightField: { sky: ["#070a1c", "#1a2040"], far: "#0c1020", ground: ["#141a22", "#0b0f14"] },
  greyRoom: { sky: ["#8a8a8a", "#7c7c7c"], far: "#606060", ground: ["#5a5a5a", "#4a4a4a"] },
} as const satisfies Record<string, Landscape>;

export const landscape = (name: keyof typeof landscapes): Promise<Buffer> => drawn(landscapes[name]).png().toBuffer();

const drawn = ({ sky, far, ground }: Landscape) =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="480" height="320">
      <linearGradient id="sky" x2="0" y2="1"><stop stop-color="${sky[0]}"/><stop offset="1" stop-color="${sky[1]}"/></linearGradient>
      <linearGradient id="ground" x2="0" y2="1"><stop stop-color="${ground[0]}"/><stop offset="1" stop-color="${ground[1]}"/></linearGradient>
      <rect width="480" height="170" fill="url(#sky)"/>
      <path d="M0 170 L90 118 L170 150 L270 105 L380 152 L480 120 V180 H0 Z" fill="${far}"/>
      <rect y="165" width="480" height="155" fill="url(#ground)"/></svg>`),
  );
