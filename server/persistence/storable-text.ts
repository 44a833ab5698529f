import type { Json } from "../generation/generation.ts";

/**
 * Postgres keeps neither U+0000 nor half a surrogate pair, in text or in JSON, and fails the whole write. A provider's
 * answer must never make a row unwritable, so both databases get U+FFFD in their place.
 */
export function storableText(text: string): string {
  return text.toWellFormed().replaceAll("\0", "\uFFFD");
}

/** The same for every string and key inside. */
export function storableJson(value: Json): Json {
  if (typeof value === "string") return storableText(value);
  if (value === null || typeof value !== "object") return value;
  if (isList(value)) return value.map(storableJson);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), storableJson(inner)]));
}

/** `Array.isArray` does not narrow readonly arrays. */
const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
