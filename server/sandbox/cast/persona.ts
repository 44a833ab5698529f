import type lorelei from "@dicebear/styles/lorelei.json";
import { between, type Random } from "../worlds/random.ts";

type Variants = typeof lorelei.components;
type HairVariant = keyof Variants["hair"]["variants"];
type EyesVariant = keyof Variants["eyes"]["variants"];
type MouthVariant = keyof Variants["mouth"]["variants"];

/** What a figure looks like; colours are `#rrggbb`, variants those of the style lorelei. */
export interface Persona {
  readonly skin: string;
  readonly hair: string;
  readonly lips: string;
  readonly eyes: string;
  readonly hairVariant: HairVariant;
  readonly eyesVariant: EyesVariant;
  readonly mouthVariant: MouthVariant;
  readonly hasBeard: boolean;
  readonly hasGlasses: boolean;
  readonly hasFlowers: boolean;
  readonly hasEarrings: boolean;
  readonly hasFreckles: boolean;
  readonly isMirrored: boolean;
  readonly dress: Dress;
  /** Which of the mood's cloths. */
  readonly cloth: 0 | 1 | 2;
}

export type Dress = "cloak" | "armour" | "suit" | "robe" | "shirt";
/** Armour is for those whose words ask for it. */
const plainDresses: readonly Dress[] = ["cloak", "suit", "robe", "shirt"];

const skins = ["#f2d0b4", "#e8b890", "#d9a074", "#c68863", "#a86b48", "#875034", "#633a26"];
const unearthlySkins = ["#8fb383", "#8ea6c9", "#b195c4", "#b9c7c9"];
const hairs = ["#2a1c18", "#3d2417", "#5a2f1a", "#7a4526", "#a8512a", "#c98f45", "#e0c27a", "#1c1c26"];
const oldHairs = ["#d8d4cc", "#b4b2b0", "#efece4"];
const shortHair: readonly HairVariant[] = [
  "variant01",
  "variant02",
  "variant03",
  "variant04",
  "variant06",
  "variant07",
  "variant08",
  "variant09",
  "variant11",
  "variant12",
  "variant20",
  "variant22",
  "variant39",
  "variant43",
];
const longHair: readonly HairVariant[] = [
  "variant13",
  "variant14",
  "variant15",
  "variant16",
  "variant17",
  "variant18",
  "variant19",
  "variant23",
  "variant24",
  "variant29",
  "variant30",
  "variant31",
  "variant32",
  "variant33",
  "variant35",
  "variant37",
  "variant38",
  "variant42",
  "variant45",
  "variant48",
];
const baldHair: readonly HairVariant[] = ["variant25", "variant28", "variant34", "variant47"];

const eyes: readonly EyesVariant[] = [
  "variant02",
  "variant04",
  "variant06",
  "variant08",
  "variant10",
  "variant11",
  "variant12",
  "variant14",
  "variant17",
  "variant20",
  "variant21",
  "variant23",
  "variant24",
];
const mildMouths: readonly MouthVariant[] = [
  "happy01",
  "happy02",
  "happy03",
  "happy10",
  "happy13",
  "happy14",
  "happy18",
];
const grimMouths: readonly MouthVariant[] = ["sad04", "sad05", "sad09"];

const hairWords: readonly (readonly [RegExp, string])[] = [
  [/\b(blonde?|fair-haired|golden hair)\b/i, "#e2bf72"],
  [/\b(red-?haired|redhead|red hair|ginger)\b/i, "#b5482a"],
  [/\b(black-?haired|black hair|raven)\b/i, "#1c1a22"],
  [/\b(blue hair|blue-haired)\b/i, "#3f74b5"],
  [/\b(silver|white) hair\b/i, "#e4e0d8"],
];
const dressWords: readonly (readonly [RegExp, Dress])[] = [
  [/\b(knight|soldier|warrior|guard\w*|paladin|general|viking|mercenary)\b/i, "armour"],
  [
    /\b(detective|professor|doctor|butler|lawyer|spy|agent|banker|engineer|scientist|inventor|mayor|captain)\b/i,
    "suit",
  ],
  [/\b(wizard|witch|ranger|thief|hunter|druid|nomad|assassin|elf|pirate|wander\w*)\b/i, "cloak"],
  [/\b(queen|king|prince\w*|priest\w*|monk|emperor|empress|noble|scholar|judge)\b/i, "robe"],
];
const meant = <T>(table: readonly (readonly [RegExp, T])[], prompt: string) =>
  table.find(([words]) => words.test(prompt))?.[1];

const says = (words: RegExp, prompt: string) => words.test(prompt);

/** Reads who it is from the prompt; what the words leave open is chance's. */
export function personaOf(prompt: string, random: Random): Persona {
  const pick = <T>(choices: readonly T[]): T => {
    const chosen = choices[Math.min(choices.length - 1, Math.floor(random() * choices.length))];
    if (chosen === undefined) throw new Error("There is nothing to choose from.");
    return chosen;
  };
  const isFemale = says(
    /\b(she|her|woman|women|girl|queen|princess|lady|mother|sister|daughter|witch|empress|duchess|aunt|wife|grandmother|priestess|goddess|mermaid|bride)\b/i,
    prompt,
  );
  const isMale =
    !isFemale &&
    says(
      /\b(he|his|him|man|men|boy|king|prince|lord|father|brother|son|wizard|emperor|duke|uncle|husband|beard\w*|grandfather|monk|butler|cowboy)\b/i,
      prompt,
    );
  const isYoung = says(/\b(young|boy|girl|child|kid|teen\w*|apprentice|little)\b/i, prompt);
  const isOld =
    !isYoung && says(/\b(old|elder\w*|ancient|aged|grand\w+|wise|veteran|retired|white-haired|grey|gray)\b/i, prompt);
  const isUnearthly = says(
    /\b(orc|goblin|alien|troll|ghost|undead|zombie|demon|merfolk|mermaid|fae|android)\b/i,
    prompt,
  );
  const looksFemale = isFemale || (!isMale && random() < 0.5);
  const isBald = says(/\bbald\b/i, prompt) || (!looksFemale && random() < 0.08);
  const grown = isOld ? pick(oldHairs) : pick(hairs);
  const skin = pick(isUnearthly ? unearthlySkins : skins);
  const chance = pick(plainDresses);
  return {
    skin,
    hair: meant(hairWords, prompt) ?? grown,
    lips: looksFemale ? pick(["#8e2f35", "#a34a44", "#6e2430"]) : "#4a2320",
    eyes: pick(["#1d1512", "#182234", "#16261c", "#2a1a10"]),
    hairVariant: pick(isBald ? baldHair : looksFemale ? longHair : shortHair),
    eyesVariant: pick(eyes),
    mouthVariant: says(/\b(sad|grim|evil|villain\w*|cruel|angry|mourn\w*|stern|ruthless)\b/i, prompt)
      ? pick(grimMouths)
      : pick(mildMouths),
    hasBeard:
      !looksFemale && !isYoung && random() < (says(/\bbeard\w*\b/i, prompt) ? 1 : isMale ? (isOld ? 0.8 : 0.3) : 0.12),
    hasGlasses:
      says(/\b(glasses|spectacles|professor|scholar|librarian|scientist|engineer)\b/i, prompt) || random() < 0.06,
    hasFlowers: looksFemale && (says(/\b(flower\w*|garden\w*|spring|fairy|bride)\b/i, prompt) || random() < 0.08),
    hasEarrings: random() < (looksFemale ? 0.5 : says(/\bpirate\b/i, prompt) ? 1 : 0.08),
    hasFreckles: random() < (isYoung ? 0.5 : 0.15),
    isMirrored: random() < 0.5,
    dress: meant(dressWords, prompt) ?? chance,
    cloth: between(random, 0, 3) < 1 ? 0 : random() < 0.5 ? 1 : 2,
  };
}
