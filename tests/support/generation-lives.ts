import { z } from "zod";

const Line = z.object({ msg: z.literal("generation"), subject: z.string(), to: z.string() });

/**
 * The states that the generations of a subject went through, as the server's log tells them. A repetition is a step of
 * its own, so what happened in between can be told.
 *
 * @param lines everything the server printed; what is not a change of a generation is passed over
 */
export const lifeOf = (lines: readonly string[], subject: string): string[] =>
  lines.flatMap((line) => {
    const parsed = line.startsWith("{") ? Line.safeParse(JSON.parse(line)) : null;
    return parsed?.success && parsed.data.subject === subject ? [parsed.data.to] : [];
  });

const End = z.object({
  msg: z.literal("generation"),
  generation: z.number(),
  to: z.enum(["succeeded", "failed", "cancelled", "timed_out"]),
});

/** The ids of the generations that ended, once for each time that a server wrote an end. */
export const endsIn = (lines: readonly string[]): number[] =>
  lines.flatMap((line) => {
    const parsed = line.startsWith("{") ? End.safeParse(JSON.parse(line)) : null;
    return parsed?.success ? [parsed.data.generation] : [];
  });
