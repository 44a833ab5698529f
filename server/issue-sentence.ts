import type { z } from "zod";

type Failure = Exclude<z.core.$ZodIssue, { code: "invalid_union" }>;

/** `shots[2].name`; the input itself is "The input". */
export function fieldName(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path;
  if (first === undefined) return "The input";
  return rest.reduce<string>(
    (name, key) => (typeof key === "number" ? `${name}[${key}]` : `${name}.${String(key)}`),
    String(first),
  );
}

/** `a, b and c` */
export function list(words: readonly string[], joint: "and" | "or"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${joint} ${words.at(-1)}`;
}

/**
 * The sentence for one field. A schema's own message is kept (it is a sentence and ends as one, zod's built-in ones
 * never do), except for a number's range: `z.number(message)` gives its message to the bounds as well.
 */
export function sentenceOfIssue(issue: Failure): string {
  const field = fieldName(issue.path);
  const isRange =
    (issue.code === "too_small" || issue.code === "too_big") && /^(number|int|bigint)$/.test(issue.origin);
  if (issue.message.endsWith(".") && !isRange) {
    return namesField(issue.message, issue.path) ? issue.message : `${field}: ${issue.message}`;
  }
  switch (issue.code) {
    case "invalid_type":
      return `${field} must be ${typeNames[issue.expected] ?? `of type ${issue.expected}`}.`;
    case "too_small":
      return `${field} must ${atLeast(Number(issue.minimum), issue.origin)}.`;
    case "too_big":
      return `${field} must ${atMost(Number(issue.maximum), issue.origin)}.`;
    case "unrecognized_keys":
      return `${field} takes no ${list(issue.keys, "or")}: leave it out.`;
    default:
      return `${field} cannot be used: ${issue.message}.`;
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "a finite number",
  int: "a whole number",
  boolean: "true or false",
  object: "an object",
  record: "an object",
  array: "a list",
  undefined: "left out",
  null: "null",
};

function atLeast(minimum: number, origin: string): string {
  if (origin === "string") return minimum === 1 ? "not be empty" : `have at least ${minimum} characters`;
  return origin === "array" ? `have at least ${minimum} entries` : `be at least ${minimum}`;
}

function atMost(maximum: number, origin: string): string {
  if (origin === "string") return `have at most ${maximum} characters`;
  return origin === "array" ? `have at most ${maximum} entries` : `be at most ${maximum}`;
}

const namesField = (message: string, path: readonly PropertyKey[]) =>
  path.length === 0 ||
  message
    .toLowerCase()
    .split(/\W+/)
    .includes(String(path.at(-1)).toLowerCase());
