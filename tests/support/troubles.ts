import { z } from "zod";
import { until } from "./until.ts";

const Line = z.object({ level: z.number(), msg: z.string(), trouble: z.string().optional() });

/** What the server told its operator of one kind of trouble with its database, in order. */
export const told = (lines: readonly string[], kind: string): string[] =>
  lines.flatMap((line) => {
    const parsed = line.startsWith("{") ? Line.safeParse(JSON.parse(line)) : null;
    return parsed?.success && parsed.data.trouble === kind ? [parsed.data.msg] : [];
  });

/** The same, once there are so many of them: a line of the log may come after the answer that it belongs to. */
export async function whenTold(lines: readonly string[], kind: string, count: number): Promise<string[]> {
  await until(() => told(lines, kind).length >= count);
  return told(lines, kind);
}
