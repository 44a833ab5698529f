import { z } from "zod";

/**
 * Tripo v3 (with v2's names where they differ only in spelling). Whether absent fields are null or left out is not
 * documented, so both are read; a detail of a paid task that cannot be read costs that detail only.
 */

const text = z.string().nullish().catch(null);
const number = z.number().nullish().catch(null);

/** Every answer. Auth is judged by the HTTP status: the code of a refused key differs between deployments. */
export const Envelope = z.object({ code: z.number(), data: z.unknown().optional(), message: text, suggestion: text });

export const FileToken = z.object({ file_token: z.string().min(1) });

const Links = z
  .object({ model_url: text, pbr_model: text, model: text, base_model: text, rendered_image_url: text })
  .nullish()
  .catch(null);

export const Task = z.object({
  task_id: z.string().min(1),
  status: z.string(),
  progress: number,
  input: z.unknown().optional(),
  output: Links,
  error_code: number,
  error_message: text,
});
export type Task = z.infer<typeof Task>;

export const Created = z.object({ task_id: z.string().min(1) });

const Listed = z.looseObject({ task_id: z.string().min(1), input: z.unknown().optional() });
const list = z.array(z.unknown()).nullish().catch(null);
/** Its shape is not published: a list under one of the usual names, of which what has a task id is read. */
export const Usage = z
  .union([z.array(z.unknown()), z.object({ tasks: list, items: list, list, usage: list, records: list })])
  .transform((usage) =>
    Array.isArray(usage) ? usage : (usage.tasks ?? usage.items ?? usage.list ?? usage.usage ?? usage.records ?? []),
  )
  .transform((items) => items.flatMap((item) => Listed.safeParse(item).data ?? []));

export const TasksById = z.object({ tasks: z.record(z.string(), z.unknown()).catch({}) });

/** What it says went wrong, bounded, for a person to read. */
export function sentenceIn(body: unknown, fallback: string): string {
  const { message, suggestion } = Envelope.safeParse(body).data ?? {};
  const isSentence = /[.!?]$/.test(message ?? "");
  return (
    [message, suggestion]
      .filter(Boolean)
      .join(isSentence ? " " : ": ")
      .trim()
      .slice(0, 400) || fallback
  );
}
