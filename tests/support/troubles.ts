import { z } from "zod";

const Line = z.object({ level: z.number(), msg: z.string(), trouble: z.string().optional() });

/** What the server told its operator of one kind of trouble with its database, in order. */
export const told = (lines: readonly string[], kind: string): string[] =>
  lines.flatMap((line) => {
    const parsed = line.startsWith("{") ? Line.safeParse(JSON.parse(line)) : null;
    return parsed?.success && parsed.data.trouble === kind ? [parsed.data.msg] : [];
  });
