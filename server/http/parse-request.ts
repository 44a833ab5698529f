import type { z } from "zod";
import { Refused } from "../refused.ts";
import { sentenceOf } from "../sentence-of.ts";

/**
 * What came from outside, as the schema's type.
 *
 * @throws Refused `bad_message` with a sentence that names the field and says what to change.
 */
export function parseRequest<Value>(schema: z.ZodType<Value>, input: unknown): Value {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Refused("bad_message", sentenceOf(parsed.error, input));
}
