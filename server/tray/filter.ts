import { activeStatuses, endedStatuses, type GenerationStatus } from "../generation/generation.ts";
import { Refused } from "../refused.ts";

const atMost = 200;
const ifNotSaid = 50;

interface TrayFilter {
  readonly kinds: readonly string[];
  readonly statuses?: readonly GenerationStatus[];
  readonly limit: number;
}

/**
 * `?status=…&kind=…&limit=…`, words with commas between; what is left out filters nothing.
 *
 * @param kinds those that there are
 * @throws Refused bad_message with the words that would do
 */
export function filterFrom(query: URLSearchParams, kinds: readonly string[]): TrayFilter {
  const statuses = wordsIn(query, "status", [...activeStatuses, ...endedStatuses]);
  return {
    kinds: wordsIn(query, "kind", kinds) ?? kinds,
    ...(statuses && { statuses }),
    limit: limitIn(query),
  };
}

function wordsIn<Word extends string>(query: URLSearchParams, name: string, known: readonly Word[]): Word[] | null {
  const texts = query.getAll(name).flatMap((value) => value.split(",").map((word) => word.trim()));
  const words = texts.filter((text) => text !== "");
  const found = known.filter((word) => words.includes(word));
  const unknown = words.find((word) => !known.some((other) => other === word));
  if (unknown !== undefined) {
    throw new Refused("bad_message", `There is no ${name} "${unknown.slice(0, 64)}": use ${known.join(", ")}.`);
  }
  return words.length === 0 ? null : found;
}

function limitIn(query: URLSearchParams): number {
  const text = query.get("limit");
  if (text === null || text === "") return ifNotSaid;
  const limit = Number(text);
  if (/^\d{1,9}$/.test(text) && limit >= 1 && limit <= atMost) return limit;
  throw new Refused("bad_message", `limit must be a whole number from 1 to ${atMost}.`);
}
