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

/**
 * The system calls before a connection stands. ETIMEDOUT and ECONNRESET come from them and from reading alike, so the
 * call is asked for and not the code.
 */
const neverSentCalls = new Set(["connect", "getaddrinfo"]);
/** What undici, TLS and certificates call a connection that did not come about. */
const neverSentCodes = new Set([
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
    if (isNeverSent(error)) throw new NeverSent(sentenceOfError(error));
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
  const at = /^\d+(\.\d+)?$/.test(value) ? now + Number(value) * 1000 : dateOf(value);
  if (Number.isNaN(at)) return null;
  return Math.min(Math.max(at, now + 1000), now + 86_400_000);
}

/** `Date.parse` alone finds a date in nearly anything that holds a number. */
const dateOf = (value: string): number =>
  /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun).* GMT$/.test(value) ? Date.parse(value) : Number.NaN;

/** Whether no connection stood, so that nothing can have arrived. */
function isNeverSent(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    // Every address of a name was tried in vain.
    if (at instanceof AggregateError) return at.errors.length > 0 && at.errors.every(isNeverSent);
    if ("syscall" in at && typeof at.syscall === "string") return neverSentCalls.has(at.syscall);
    if ("code" in at && typeof at.code === "string") return neverSentCodes.has(at.code);
  }
  return false;
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
