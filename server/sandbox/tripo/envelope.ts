import { randomUUID } from "node:crypto";
import { type Answer, json, Refusal } from "../http/exchange.ts";

/** Tripo's error codes, each with the HTTP status it comes with. */
const STATUSES = {
  /** The server's own fault. */
  1000: 500,
  /** No key, or a wrong one. */
  1002: 401,
  /** Malformed: not JSON, not multipart. */
  1003: 400,
  /** A parameter is missing or wrong; also a file token that is unknown or has expired. */
  1004: 400,
  /** Too many requests. */
  1007: 429,
  /** Too many tasks at once. */
  2000: 429,
  /** No such task, or another key's. */
  2001: 404,
  /** Not enough credits. */
  2010: 403,
  /** No such route. */
  4001: 404,
} as const;

type TripoCode = keyof typeof STATUSES;

interface Failure {
  readonly code: TripoCode;
  /** A sentence. */
  readonly message: string;
  /** A sentence that says what to do about it. */
  readonly suggestion: string;
  /** Where it differs from the code's usual one. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

export function succeeded(data: unknown): Answer {
  return json(200, { code: 0, status: "success", data });
}

export function failed({ code, message, suggestion, status, headers }: Failure): Answer {
  const body = { code, status: "error", message, suggestion, request_id: randomUUID() };
  return json(status ?? STATUSES[code], body, headers);
}

export function refusal(failure: Failure): Refusal {
  return new Refusal(failed(failure));
}
