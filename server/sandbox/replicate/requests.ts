import { z } from "zod";
import type { SandboxRequest } from "../http/exchange.ts";
import { refusal } from "./problems.ts";

const EVENTS = ["start", "output", "logs", "completed"] as const;

/** A creation. Unlike inside the input, a field that nobody knows is refused here. */
export const Creation = z.strictObject({
  input: z.record(z.string(), z.unknown()),
  webhook: z.string().optional(),
  webhook_events_filter: z.array(z.enum(EVENTS)).optional(),
  stream: z.boolean().optional(),
});
export type Creation = z.infer<typeof Creation>;

export const CreationByVersion = Creation.extend({ version: z.string().min(1) });

const time = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .optional();
export const ListQuery = z.object({ cursor: z.string().optional(), created_after: time, created_before: time });
export type ListQuery = z.infer<typeof ListQuery>;

/**
 * Reads a JSON body of the given shape.
 *
 * @throws Refusal with 400 for what is no JSON, 422 for what has another shape.
 */
export function readJson<Output>(shape: z.ZodType<Output>, { body }: SandboxRequest): Output {
  return checked(shape, parseJson(body));
}

/** @throws Refusal with 422. */
export function checked<Output>(shape: z.ZodType<Output>, value: unknown): Output {
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const lines = result.error.issues.map(({ path, message }) => `- ${path.join(".") || "(root)"}: ${message}\n`);
  throw refusal({ status: 422, title: "Invalid request", detail: lines.join("") });
}

const UNIT_MS = new Map([
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
]);

/** `Cancel-After: 90`, `90s`, `5m`, `1h`, in ms; null without one. @throws Refusal with 422. */
export function cancelAfterMs({ headers }: SandboxRequest): number | null {
  const text = headers["cancel-after"];
  if (text === undefined) return null;
  const [, count, unit = ""] = /^(\d+)([smh]?)$/.exec(String(text)) ?? [];
  const ms = Number(count) * (UNIT_MS.get(unit) ?? 1_000);
  if (ms >= 5_000) return ms;
  throw refusal({
    status: 422,
    title: "Invalid request",
    detail: "Cancel-After must be a time such as 1m, from 5s on.",
  });
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refusal({ status: 400, title: "Bad request", detail: "The request body is not valid JSON." });
  }
}
