import { Avatar, Style } from "@dicebear/core";
import lorelei from "@dicebear/styles/lorelei.json" with { type: "json" };
import { dressPaths } from "./dress.ts";
import type { Mood } from "./moods.ts";
import type { Persona } from "./persona.ts";
import { blended, toned } from "./tone.ts";

const style = new Style(lorelei);
/** All but the black ones: the eyes are who it is. */
const clearGlasses = ["variant01", "variant03", "variant04", "variant05"] as const;

/** The sheet that a figure is drawn on: its head in the upper middle, its dress down to the lower edge and beyond. */
export const FIGURE_WIDTH = 980;
export const FIGURE_HEIGHT = 1225;
/** Where the head goes: the style's own canvas is 980 square, and the head has its place in it. */
const HEAD_SCALE = 0.94;
const HEAD_LEFT = 30;
const HEAD_TOP = 40;

/** The inside of an SVG: the figure without anything behind it. `seed` says what the words left open. */
export function drawFigure(persona: Persona, mood: Mood, seed: string): string {
  const skin = blended(persona.skin, mood.light, 0.1);
  const outline = blended(toned(persona.skin, 0.22), mood.shade, 0.35);
  const avatar = new Avatar(style, {
    seed,
    size: FIGURE_WIDTH,
    hairVariant: [persona.hairVariant],
    eyesVariant: [persona.eyesVariant],
    mouthVariant: [persona.mouthVariant],
    beardProbability: persona.hasBeard ? 100 : 0,
    glassesProbability: persona.hasGlasses ? 100 : 0,
    glassesVariant: [...clearGlasses],
    earringsProbability: persona.hasEarrings ? 100 : 0,
    frecklesProbability: persona.hasFreckles ? 100 : 0,
    hairAccessoriesProbability: persona.hasFlowers ? 100 : 0,
    skinColor: [skin],
    hairColor: [persona.hair],
    eyebrowsColor: [toned(persona.hair, 0.7)],
    outlineColor: [outline],
    noseColor: [outline],
    mouthColor: [persona.lips],
    eyesColor: [persona.eyes],
    frecklesColor: [toned(persona.skin, 0.68)],
    glassesColor: ["#2b2320"],
    earringsColor: ["#e3b952"],
    hairAccessoriesColor: ["#f6efe6"],
  }).toString();
  const head = `<g transform="translate(${HEAD_LEFT} ${HEAD_TOP}) scale(${HEAD_SCALE})">${withoutMetadata(avatar)}</g>`;
  const drawing = head + dressPaths(persona.dress, mood.cloths[persona.cloth], mood.glow);
  return persona.isMirrored ? `<g transform="translate(${FIGURE_WIDTH} 0) scale(-1 1)">${drawing}</g>` : drawing;
}

/** The style's credits are in README and licences; each drawing need not be read through them. */
const withoutMetadata = (svg: string) => svg.replace(/<metadata[\s\S]*?<\/metadata>/, "");
