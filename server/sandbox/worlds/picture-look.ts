import sharp from "sharp";
import { z } from "zod";
import { hslOf, mix, type Rgb } from "./colour.ts";

const Colour = z.tuple([z.number(), z.number(), z.number()]).readonly();

/** What a world takes from a picture: display values, three decimals. */
export const PictureLook = z.object({
  zenith: Colour,
  middle: Colour,
  horizon: Colour,
  ground: Colour,
  /** What stands out below the sky, the strongest first; none in a grey picture. */
  leading: z.array(Colour),
});
export type PictureLook = z.infer<typeof PictureLook>;

/** As sharp names them. */
const FORMATS: ReadonlySet<string> = new Set(["jpeg", "png", "webp"]);
/** The picture is looked at as so many dots a side. */
const SIDE = 32;
/** Rows from the top, as shares of the height. */
const BANDS = { zenith: [0, 0.14], middle: [0.14, 0.3], horizon: [0.3, 0.46], ground: [0.6, 1] } as const;
const LEADING_FROM = 0.35;
const HUES = 12;
const LEADING_MAX = 3;
/** Of all that is colourful; less is an accident. */
const LEADING_SHARE = 0.12;
/** Mean colourfulness below which nothing leads. */
const GREY = 0.035;

/** What is to be taken from a JPEG, PNG or WebP; null where the bytes are no picture. The same picture gives the same. */
export async function lookOf(bytes: Uint8Array): Promise<PictureLook | null> {
  const dots = await readDots(bytes);
  if (dots === null) return null;
  const band = ([from, to]: readonly [number, number]): Rgb => tidy(mean(rows(dots, from, to)));
  return {
    zenith: band(BANDS.zenith),
    middle: band(BANDS.middle),
    horizon: band(BANDS.horizon),
    ground: band(BANDS.ground),
    leading: leadingIn(rows(dots, LEADING_FROM, 1)).map(tidy),
  };
}

async function readDots(bytes: Uint8Array): Promise<readonly Rgb[] | null> {
  // The decoder throws for nothing at all, and would take more kinds than Marble does.
  if (bytes.length === 0) return null;
  const image = sharp(bytes, { failOn: "error" });
  const header = await image.metadata().catch(noPicture);
  if (header === null || !FORMATS.has(header.format)) return null;
  const raw = await image
    .autoOrient()
    .toColourspace("srgb")
    .flatten({ background: "#ffffff" })
    .resize(SIDE, SIDE, { fit: "fill" })
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true })
    .catch(noPicture);
  if (raw === null) return null;
  const { data, info } = raw;
  const value = (at: number): number => (data[at] ?? 0) / 255;
  return Array.from({ length: SIDE * SIDE }, (_, index): Rgb => {
    const at = index * info.channels;
    return info.channels < 3 ? [value(at), value(at), value(at)] : [value(at), value(at + 1), value(at + 2)];
  });
}

/** Whatever the decoder does not like is not told apart: it is no picture to paint from. */
const noPicture = (): null => null;

const rows = (dots: readonly Rgb[], from: number, to: number): readonly Rgb[] =>
  dots.slice(Math.round(from * SIDE) * SIDE, Math.round(to * SIDE) * SIDE);

function mean(dots: readonly Rgb[]): Rgb {
  return dots.reduce<Rgb>((so, dot, index) => mix(so, dot, 1 / (index + 1)), [0, 0, 0]);
}

/** The dots by their hues, weighed by how colourful they are. */
function leadingIn(dots: readonly Rgb[]): Rgb[] {
  const hues = Array.from({ length: HUES }, () => ({ weight: 0, sum: [0, 0, 0] as Rgb }));
  for (const dot of dots) {
    const [hue] = hslOf(dot);
    const weight = Math.max(...dot) - Math.min(...dot);
    const at = hues[Math.floor(hue * HUES + 0.5) % HUES];
    if (!at) continue;
    at.weight += weight;
    at.sum = [at.sum[0] + dot[0] * weight, at.sum[1] + dot[1] * weight, at.sum[2] + dot[2] * weight];
  }
  const total = hues.reduce((so, { weight }) => so + weight, 0);
  if (total / dots.length < GREY) return [];
  return hues
    .filter(({ weight }) => weight / total >= LEADING_SHARE)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, LEADING_MAX)
    .map(({ weight, sum: [red, green, blue] }): Rgb => [red / weight, green / weight, blue / weight]);
}

const tidy = (colour: Rgb): Rgb => [thousandths(colour[0]), thousandths(colour[1]), thousandths(colour[2])];
const thousandths = (value: number): number => Math.round(value * 1000) / 1000;
