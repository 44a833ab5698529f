import { type Answer, json, Refusal } from "../http/exchange.ts";

interface Problem {
  readonly status: number;
  readonly title?: string;
  readonly detail: string;
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Replicate's errors: `{ title, detail, status }`, with more in places. */
export function problem({ status, title, detail, more, headers }: Problem): Answer {
  const body = { ...(title !== undefined && { title }), detail, status, ...more };
  return json(status, body, { "content-type": "application/problem+json", ...headers });
}

export const refusal = (told: Problem): Refusal => new Refusal(problem(told));

export const notFound = (): Refusal =>
  refusal({ status: 404, title: "Not found", detail: "The requested resource could not be found." });

/** What is wrong with the input, field by field. */
export function invalidInput(fields: readonly { readonly field: string; readonly description: string }[]): Refusal {
  return refusal({
    status: 422,
    title: "Input validation failed",
    detail: fields.map(({ field, description }) => `- ${field}: ${description}\n`).join(""),
    more: { invalid_fields: fields.map((each) => ({ type: "invalid", ...each })) },
  });
}

export const noSuchVersion = (): Refusal =>
  refusal({
    status: 422,
    title: "Invalid version or not permitted",
    detail: "The specified version does not exist (or perhaps you don't have permission to use it?)",
  });
