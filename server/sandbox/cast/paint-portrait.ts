import sharp from "sharp";
import { clamp } from "../worlds/curves.ts";
import { randomFor } from "../worlds/random.ts";
import { drawFigure, FIGURE_HEIGHT, FIGURE_WIDTH } from "./figure.ts";
import { type Pixels, shadeFigure } from "./lighting.ts";
import { moodOf } from "./moods.ts";
import { personaOf } from "./persona.ts";
import { drawScenery } from "./scenery.ts";

/** The longer side, in pixels. */
const LONGER_SIDE = 768;

/** A painted bust of who the prompt tells of, as WebP; `seed` decides what it leaves open. */
export async function paintPortrait(prompt: string, seed: number, aspectRatio: number): Promise<Uint8Array> {
  const { data, width, height } = await paint(prompt, seed, aspectRatio);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .webp({ quality: 86, effort: 3 })
    .toBuffer();
}

async function paint(prompt: string, seed: number, aspectRatio: number): Promise<Pixels> {
  const ratio = Number.isFinite(aspectRatio) ? clamp(aspectRatio, 0.4, 2.5) : 0.8;
  const width = Math.round(ratio >= 1 ? LONGER_SIDE : LONGER_SIDE * ratio);
  const height = Math.round(ratio >= 1 ? LONGER_SIDE / ratio : LONGER_SIDE);
  const who = `${prompt}\u0000${seed}`;
  const mood = moodOf(prompt, randomFor(who, "mood")());
  const persona = personaOf(prompt, randomFor(who, "persona"));

  const sheet = sheetFor(width / height);
  const scenery = await pixels(svg(sheet, width, height, drawScenery(mood, sheet, randomFor(who, "scenery"))), 1.1);
  const scale = Math.min(sheet.width / FIGURE_WIDTH, sheet.height / FIGURE_HEIGHT);
  const place = `translate(${(sheet.width - FIGURE_WIDTH * scale) / 2} ${sheet.height - FIGURE_HEIGHT * scale}) scale(${scale})`;
  const figure = await pixels(
    svg(
      sheet,
      width,
      height,
      `<g transform="${place}">${drawFigure(persona, mood, randomFor(who, "face")().toString())}</g>`,
    ),
    0,
  );
  return shadeFigure(scenery, figure, mood, randomFor(who, "light"));
}

/** Scenery is drawn in the figure's units, whatever the size in pixels. */
const sheetFor = (ratio: number) =>
  ratio >= FIGURE_WIDTH / FIGURE_HEIGHT
    ? { width: FIGURE_HEIGHT * ratio, height: FIGURE_HEIGHT }
    : { width: FIGURE_WIDTH, height: FIGURE_WIDTH / ratio };

const svg = (sheet: { width: number; height: number }, width: number, height: number, inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${sheet.width} ${sheet.height}">${inside}</svg>`;

async function pixels(drawing: string, blur: number) {
  const image = sharp(Buffer.from(drawing)).ensureAlpha();
  const { data, info } = await (blur > 0 ? image.blur(blur) : image).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
