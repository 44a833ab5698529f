import { z } from "zod";
import type { SandboxRequest } from "../http/exchange.ts";
import { refusal } from "./envelope.ts";

const MODELS = ["v3.1-20260211", "v3.0-20250812", "v2.5-20250123", "P1-20260311", "P2-20260801"] as const;
/** Below this the artist has no shape to speak of. */
const LEAST_FACES = 500;
const MOST_FACES = 2_000_000;

/** A picture: a token, an address, the id of a task; or v2's object, of which `type` is ignored. */
const Input = z.union([
  z.string().min(1),
  z.object({ file_token: z.string().optional(), url: z.string().optional(), object: z.unknown().optional() }),
]);
export type Input = z.infer<typeof Input>;

/** What of an image-to-model request is looked at. Unknown fields are taken along, as Tripo does. */
export const ImageToModel = z.looseObject({
  model: z.enum(MODELS),
  input: Input,
  face_limit: z.number().int().min(LEAST_FACES).max(MOST_FACES).optional(),
  texture: z.boolean().optional(),
  quad: z.boolean().optional(),
  generate_parts: z.boolean().optional(),
});
export type ImageToModel = z.infer<typeof ImageToModel>;

export const TaskList = z.object({ task_ids: z.array(z.string()).max(100) });

const count = (least: number, most: number) => z.coerce.number().int().min(least).max(most);
export const UsagePage = z.object({
  limit: count(1, 200).default(20),
  offset: count(0, 1_000_000).default(0),
});

/**
 * Reads a JSON body of the given shape.
 *
 * @throws Refusal with 1003 for what is no JSON (HTTP 415 where it does not even say so), 1004 for what has another shape.
 */
export function readJson<Output>(shape: z.ZodType<Output>, { headers, body }: SandboxRequest): Output {
  if (!/^application\/json\b/i.test(headers["content-type"] ?? "")) {
    const message = "The content type is not supported.";
    throw refusal({ code: 1003, status: 415, message, suggestion: "Send application/json." });
  }
  return checked(shape, parseJson(body));
}

/** @throws Refusal with 1004. */
export function checked<Output>(shape: z.ZodType<Output>, value: unknown): Output {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw wrongParameter(`${issue?.path.join(".") || "The body"}: ${issue?.message ?? "not understood"}.`);
}

export function wrongParameter(message: string, suggestion = "Check the parameters against the documentation.") {
  return refusal({ code: 1004, message, suggestion });
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refusal({ code: 1003, message: "The body is not valid JSON.", suggestion: "Send a JSON object." });
  }
}
