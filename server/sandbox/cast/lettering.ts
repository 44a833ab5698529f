import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import sharp from "sharp";

/** White letters as how much of each pixel they cover, 0 to 255. */
export interface Lettering {
  readonly cover: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const fontFile = createRequire(import.meta.url).resolve("@expo-google-fonts/cinzel/700Bold/Cinzel_700Bold.ttf");
/** Cinzel has Latin letters and the signs around them; for all others the machine's own fonts are asked. */
const CINZEL = /^[\u0020-\u007e\u00a0-\u017f\u2010-\u2026]*$/;

/**
 * `text` set to fit into `width` and `height`, never larger than `size` pixels; null where there is nothing to set or no
 * font for it.
 */
export async function letter(text: string, size: number, width: number, height: number): Promise<Lettering | null> {
  if (!/[\p{L}\p{N}]/u.test(text)) return null;
  await readable(fontFile);
  const isCinzel = CINZEL.test(text);
  for (let points = size; points >= 9; points *= 0.85) {
    const set = await setIn(text, isCinzel, points, width);
    if (set === null) return null;
    if (set.height <= height && set.width <= width) return set;
  }
  return null;
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
