import { z } from "zod";

/**
 * Replicate's answers. Whether absent fields are null or left out depends on the model and the moment, so both are read;
 * a detail of a paid prediction that cannot be read costs that detail only.
 */

const text = z.string().nullish().catch(null);

export const Prediction = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  /** An address, a list of them, an object with some inside, or words: each model has its own. */
  output: z.unknown().optional(),
  error: text,
  logs: text,
  data_removed: z.boolean().nullish().catch(null),
});
export type Prediction = z.infer<typeof Prediction>;

export const Created = z.looseObject({ id: z.string().min(1) });

const Listed = z.object({
  id: z.string().min(1),
  webhook: text,
  input: z.object({ prompt: z.unknown().optional(), seed: z.unknown().optional() }).nullish().catch(null),
});
export type Listed = z.infer<typeof Listed>;

/** What has no id is passed over; a page without its list is none. */
export const Page = z.object({
  results: z.array(z.unknown()).transform((all) => all.flatMap((each) => Listed.safeParse(each).data ?? [])),
  next: text,
});

export const WebhookSecret = z.object({ key: z.string().min(1) });

export const Problem = z.object({
  title: text,
  detail: text,
  retry_after: z.number().nullish().catch(null),
});

/** What it says went wrong, bounded, for a person to read. */
export function sentenceIn(body: unknown, fallback: string): string {
  const { title, detail } = Problem.safeParse(body).data ?? {};
  return (detail || title || "").trim().replaceAll(/\s+/g, " ").slice(0, 400) || fallback;
}
