/** The tier that is shown first, by Marble's name for it: quick to come and light enough for every device. */
const FIRST = "100k";
/** What a desktop gets afterwards. */
const BETTER = "500k";

export interface Tiers {
  /** Null when the world has no splats at all. */
  readonly first: string | null;
  readonly better: string | null;
}

/**
 * Which files of a world to show, by their URLs. Marble's names are an open set ("100k", "150k", "500k", "full_res"):
 * without the usual one, the smallest tier that has a number comes first, and any tier if none has.
 */
export function chooseTiers(splatUrls: Readonly<Record<string, string>>): Tiers {
  const names = Object.keys(splatUrls);
  const numbered = names.filter((name) => Number.isFinite(thousands(name))).sort((a, b) => thousands(a) - thousands(b));
  const first = splatUrls[FIRST] === undefined ? (numbered[0] ?? names[0]) : FIRST;
  if (first === undefined) return { first: null, better: null };
  return { first: splatUrls[first] ?? null, better: first === BETTER ? null : (splatUrls[BETTER] ?? null) };
}

const thousands = (name: string): number => {
  const digits = /^(\d+)k$/.exec(name)?.[1];
  return digits === undefined ? Number.NaN : Number(digits);
};
