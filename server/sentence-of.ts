import type { z } from "zod";
import { fieldName, list, sentenceOfIssue } from "./issue-sentence.ts";

type Issue = z.core.$ZodIssue;
type Failure = Exclude<Issue, { code: "invalid_union" }>;
/** One way in which the input failed: a union's alternatives are spread out, so no issue in it is a union's. */
interface Way {
  readonly failures: readonly Failure[];
  readonly wrongLiterals: number;
  readonly missing: readonly string[];
  readonly depth: number;
}

/**
 * One sentence for people about what is wrong with an input, naming the field and saying what to change.
 *
 * A union fails in as many ways as it has members. The one that the sender most likely meant is reported: fewest wrong
 * literals (a discriminator that does not fit), then fewest missing fields, then fewest failures, then the deepest one.
 *
 * @param input what was parsed; zod's issues do not tell a missing field from a wrong one.
 */
export function sentenceOf(error: z.core.$ZodError, input: unknown): string {
  const ways = spread(error.issues).map((failures) => wayOf(failures, input));
  const likely = ways.toSorted(
    (a, b) =>
      a.wrongLiterals - b.wrongLiterals ||
      a.missing.length - b.missing.length ||
      a.failures.length - b.failures.length ||
      b.depth - a.depth,
  );
  const meant = likely[0];
  if (meant === undefined) return "The input is not what was expected.";
  const literal = meant.failures.find(isLiteral);
  if (literal !== undefined) return literalSentence(literal.path, ways);
  const present = meant.failures.find((failure) => !isMissing(failure, input));
  return present === undefined ? missingSentence(likely) : sentenceOfIssue(present);
}

/** A list of unions fails in more ways than can be counted; the first ones say enough. */
const WAYS_MAX = 64;

function spread(issues: readonly Issue[]): Failure[][] {
  return issues.reduce<Failure[][]>(
    (ways, issue) => {
      const more = waysOf(issue);
      return ways.flatMap((way) => more.map((failures) => [...way, ...failures])).slice(0, WAYS_MAX);
    },
    [[]],
  );
}

function waysOf(issue: Issue): Failure[][] {
  if (issue.code !== "invalid_union") return [[issue]];
  const ways = issue.errors.flatMap((errors) =>
    spread(errors.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }))),
  );
  if (ways.length > 0) return ways;
  // A discriminated union whose discriminator fits no member names the ones that would, and no member's issues.
  const values = "options" in issue ? issue.options : undefined;
  return values ? [[{ ...issue, code: "invalid_value", values }]] : [[{ ...issue, code: "custom" }]];
}

function wayOf(failures: readonly Failure[], input: unknown): Way {
  return {
    failures,
    wrongLiterals: failures.filter(isLiteral).length,
    missing: failures.filter((failure) => isMissing(failure, input)).map(({ path }) => fieldName(path)),
    depth: Math.max(0, ...failures.map(({ path }) => path.length)),
  };
}

const isLiteral = (failure: Failure) => failure.code === "invalid_value";
const isMissing = (failure: Failure, input: unknown) => valueAt(input, failure.path) === undefined;

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

/** Every value that some way accepts at this place. */
function literalSentence(path: readonly PropertyKey[], ways: readonly Way[]): string {
  const name = fieldName(path);
  const values = ways
    .flatMap(({ failures }) => failures)
    .flatMap((failure) => (failure.code === "invalid_value" && fieldName(failure.path) === name ? failure.values : []))
    .map((value) => JSON.stringify(value) ?? String(value));
  return `${name} must be ${list([...new Set(values)], "or")}.`;
}

/** When leaving something out is all that is wrong, every way to mend it is named. */
function missingSentence(ways: readonly Way[]): string {
  const mendable = ways.filter((way) => way.wrongLiterals === 0 && way.missing.length === way.failures.length);
  const texts = [...new Set(mendable.map((way) => list([...new Set(way.missing)], "and")))];
  const [first = "A field", ...others] = texts;
  return `${first} ${/ and /.test(first) ? "are" : "is"} missing${others.map((other) => `, or ${other}`).join("")}.`;
}
