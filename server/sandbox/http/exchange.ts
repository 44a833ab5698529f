import type { IncomingHttpHeaders } from "node:http";

/** A request as the routes see it: read completely, within the size limit. */
export interface SandboxRequest {
  readonly method: string;
  readonly path: string;
  /** The path's `{name}` parts, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** How an answer leaves, when not at once: `reset` sends nothing and resets the connection, `late` waits first (real time). */
type Delivery = { readonly how: "reset" } | { readonly how: "late"; readonly afterMs: number };

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | string;
  readonly delivery?: Delivery;
}

/** An answer that ends a route early. Thrown by checks, turned into its answer in one place (the front). */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(value) };
}
