import { between, type Random } from "../worlds/random.ts";

/** What a figure looks like; colours are `#rrggbb`, variants those of the style lorelei. */
export interface Persona {
  readonly skin: string;
  readonly hair: string;
  readonly lips: string;
  readonly eyes: string;
  readonly hairVariant: string;
  readonly eyesVariant: string;
  readonly mouthVariant: string;
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
const dresses: readonly Dress[] = ["cloak", "armour", "suit", "robe", "shirt"];

const skins = ["#f2d0b4", "#e8b890", "#d9a074", "#c68863", "#a86b48", "#875034", "#633a26"];
const unearthlySkins = ["#8fb383", "#8ea6c9", "#b195c4", "#b9c7c9"];
const hairs = ["#2a1c18", "#3d2417", "#5a2f1a", "#7a4526", "#a8512a", "#c98f45", "#e0c27a", "#1c1c26"];
const oldHairs = ["#d8d4cc", "#b4b2b0", "#efece4"];
const shortHair = ["01", "02", "03", "04", "06", "07", "08", "09", "11", "12", "20", "22", "39", "43"];
const longHair = [
  "13",
  "14",
  "15",
  "16",
  "17",
  "18",
  "19",
  "23",
  "24",
  "29",
  "30",
  "31",
  "32",
  "33",
  "35",
  "37",
  "38",
  "42",
  "45",
  "48",
];
const baldHair = ["25", "28", "34", "47"];

const says = (words: RegExp, prompt: string) => words.test(prompt);

/** Reads who it is from the prompt; what the words leave open is chance's. */
export function personaOf(prompt: string, random: Random): Persona {
  const pick = <T>(choices: readonly [T, ...T[]] | readonly T[]): T => {
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
      /\b(he|his|him|man|men|boy|king|prince|lord|father|brother|son|wizard|emperor|duke|uncle|husband|grandfather|monk|butler|cowboy)\b/i,
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
  const hairColour = says(/\b(blonde?|fair-haired|golden hair)\b/i, prompt)
    ? "#e2bf72"
    : says(/\b(red-?haired|redhead|red hair|ginger)\b/i, prompt)
      ? "#b5482a"
      : says(/\b(black-?haired|black hair|raven)\b/i, prompt)
        ? "#1c1a22"
        : says(/\b(blue hair|blue-haired)\b/i, prompt)
          ? "#3f74b5"
          : isOld || says(/\b(silver|white) hair\b/i, prompt)
            ? pick(oldHairs)
            : pick(hairs);
  const skin = pick(isUnearthly ? unearthlySkins : skins);
  const dress = says(/\b(knight|soldier|warrior|guard\w*|paladin|general|viking|mercenary)\b/i, prompt)
    ? "armour"
    : says(
          /\b(detective|professor|doctor|butler|lawyer|spy|agent|banker|engineer|scientist|inventor|mayor|captain)\b/i,
          prompt,
        )
      ? "suit"
      : says(/\b(wizard|witch|ranger|thief|hunter|druid|nomad|assassin|elf|pirate|wander\w*)\b/i, prompt)
        ? "cloak"
        : says(/\b(queen|king|prince\w*|priest\w*|monk|emperor|empress|noble|scholar|judge)\b/i, prompt)
          ? "robe"
          : pick(dresses);
  return {
    skin,
    hair: hairColour,
    lips: looksFemale ? pick(["#8e2f35", "#a34a44", "#6e2430"]) : "#4a2320",
    eyes: pick(["#1d1512", "#182234", "#16261c", "#2a1a10"]),
    hairVariant: `variant${pick(isBald ? baldHair : looksFemale ? longHair : shortHair)}`,
    eyesVariant: `variant${pick(["02", "04", "06", "08", "10", "11", "12", "14", "17", "20", "21", "23", "24"])}`,
    mouthVariant: says(/\b(sad|grim|evil|villain\w*|cruel|angry|mourn\w*|stern|ruthless)\b/i, prompt)
      ? pick(["sad04", "sad05", "sad09"])
      : pick(["happy01", "happy02", "happy03", "happy10", "happy13", "happy14", "happy18"]),
    hasBeard:
      !looksFemale && !isYoung && random() < (says(/\bbeard\w*\b/i, prompt) ? 1 : isMale ? (isOld ? 0.8 : 0.3) : 0.12),
    hasGlasses:
      says(/\b(glasses|spectacles|professor|scholar|librarian|scientist|engineer)\b/i, prompt) || random() < 0.06,
    hasFlowers: looksFemale && (says(/\b(flower\w*|garden\w*|spring|fairy|bride)\b/i, prompt) || random() < 0.08),
    hasEarrings: random() < (looksFemale ? 0.5 : says(/\bpirate\b/i, prompt) ? 1 : 0.08),
    hasFreckles: random() < (isYoung ? 0.5 : 0.15),
    isMirrored: random() < 0.5,
    dress,
    cloth: between(random, 0, 3) < 1 ? 0 : random() < 0.5 ? 1 : 2,
  };
}
