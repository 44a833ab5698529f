import { z } from "zod";

const Line = z.object({ generation: z.number(), dropped: z.string(), operationId: z.string().nullable() });

/** What a server's log says that it found out too late. */
export const droppedIn = (lines: readonly string[]) =>
  lines.flatMap((line) => {
    const parsed = line.startsWith("{") ? Line.safeParse(JSON.parse(line)) : null;
    return parsed?.success ? [parsed.data] : [];
  });
