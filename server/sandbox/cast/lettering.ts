import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import sharp from "sharp";

/** Smaller letters than this many pixels are grey to a reader. */
const SMALLEST = 9;

/** White letters as how much of each pixel they cover, 0 to 255. */
export interface Lettering {
  readonly cover: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const require = createRequire(import.meta.url);
const fontFile = require.resolve("@expo-google-fonts/cinzel/700Bold/Cinzel_700Bold.ttf");
/** Cinzel has Latin letters and the signs around them; for all others the machine's own fonts are asked. */
const CINZEL = /^[\u0020-\u007e\u00a0-\u017f\u2010-\u2026]*$/;

/** Neither font has pictures of things, and a missing one stands there as a box. */
const PICTOGRAPHS = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\u200d|\ufe0e|\ufe0f|\u20e3/gu;
/** Signs for private use, that no font has: one of four digits and one of more, which make boxes of different sizes. */
const NOBODYS_SIGNS = ["\ue123", "\u{f1234}"];

/**
 * `text` set to fit into `width` and `height`, never larger than `size` pixels; null where there is nothing to set or no
 * font for it.
 */
export async function letter(text: string, size: number, width: number, height: number): Promise<Lettering | null> {
  const words = text.replace(PICTOGRAPHS, "").replace(/\s+/g, " ").trim();
  if (!/[\p{L}\p{N}]/u.test(words)) return null;
  await readable(fontFile);
  const isCinzel = CINZEL.test(words);
  if (!isCinzel && !(await isKnownHere(words))) return null;
  for (let points = size; points >= SMALLEST; points *= 0.85) {
    const set = await setIn(words, isCinzel, points, width);
    if (set === null) return null;
    if (set.height <= height && set.width <= width) return set;
  }
  return null;
}

/** Whether the machine's fonts have these letters: one that they lack is drawn as a box, and all boxes are of one size. */
async function isKnownHere(words: string): Promise<boolean> {
  const boxes = await Promise.all(NOBODYS_SIGNS.map((sign) => setIn(sign, false, 40, 200)));
  const letters = [...new Set([...words].filter((sign) => /\p{L}/u.test(sign)))].slice(0, 4);
  const drawn = await Promise.all(letters.map((sign) => setIn(sign, false, 40, 200)));
  return drawn.every(
    (sign) => sign !== null && !boxes.some((box) => box?.width === sign.width && box.height === sign.height),
  );
}

async function setIn(text: string, isCinzel: boolean, points: number, width: number): Promise<Lettering | null> {
  try {
    const { data, info } = await sharp({
      text: {
        // Pango reads its text as markup.
        text: text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;"),
        font: isCinzel ? `Cinzel Bold ${points.toFixed(1)}` : `sans bold ${points.toFixed(1)}`,
        ...(isCinzel ? { fontfile: fontFile } : {}),
        width,
        align: "centre",
        wrap: "word-char",
        dpi: 72,
        rgba: true,
      },
    })
      .extractChannel(3)
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { cover: data, width: info.width, height: info.height };
  } catch {
    return null;
  }
}

let reading: Promise<unknown> | null = null;
/** Without the font pango would set something else without a word. */
const readable = (file: string) => (reading ??= readFile(file));
