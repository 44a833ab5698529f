import type { z } from "zod";

/** What is wrong with each field, as a sentence. */
export type Wrongs = Readonly<Record<string, string>>;

/** The first complaint of each field. */
export function wrongsOf(parsed: z.ZodSafeParseResult<unknown>): Wrongs {
  if (parsed.success) return {};
  const byField = Object.groupBy(parsed.error.issues, ({ path }) => String(path[0] ?? ""));
  return Object.fromEntries(Object.entries(byField).map(([field, issues]) => [field, issues?.[0]?.message ?? ""]));
}
