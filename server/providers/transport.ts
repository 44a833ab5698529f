/** What every provider adapter needs to know about an HTTP call that went wrong, or well. */

/** Answers of providers are small; more than this is not one. */
const answerMaxBytes = 8 * 1024 * 1024;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON body; undefined when it is not JSON. */
  readonly body: unknown;
}

export class NeverSent extends Error {}

/** Codes of Node's sockets, DNS, TLS and undici for connections that never stood: nothing can have arrived. */
const neverSentCodes = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "ERR_SSL_WRONG_VERSION_NUMBER",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
]);

/**
 * One HTTP call, never repeated, redirects not followed (a key would travel along).
 *
 * @throws NeverSent when no connection came about; any other error leaves open what arrived
 */
export async function call(url: string, init: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, { ...init, redirect: "manual" });
    return { status: response.status, headers: response.headers, body: parsed(await bounded(response)) };
  } catch (error) {
    if (neverSentCodes.has(codeOf(error))) throw new NeverSent(sentenceOfError(error));
    throw error;
  }
}

/** What went wrong with a call, without addresses or headers: shown to players and kept in rows. */
export function sentenceOfError(error: unknown): string {
  const code = codeOf(error);
  if (code !== "") return `The connection failed (${code}).`;
  if (error instanceof Error && error.name === "TimeoutError") return "It did not answer in time.";
  return "The connection failed.";
}

/**
 * When to try again after a `Retry-After` (RFC 9110, 10.2.3: seconds or a date), in ms since 1970; null without one.
 * Bounded to a day: a mistaken header must not close a gate for ever.
 */
export function retryAt(headers: Headers, now: number): number | null {
  const value = headers.get("retry-after")?.trim();
  if (!value) return null;
  const at = /^\d+(\.\d+)?$/.test(value) ? now + Number(value) * 1000 : Date.parse(value);
  if (!Number.isFinite(at)) return null;
  return Math.min(Math.max(at, now + 1000), now + 86_400_000);
}

function codeOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
    if (at instanceof AggregateError && at.errors.length > 0) return codeOf(at.errors[0]);
  }
  return "";
}

async function bounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > answerMaxBytes) throw new Error("The answer is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
