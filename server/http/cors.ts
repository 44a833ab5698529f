import { GRANT_HEADER } from "../../contract/routes.ts";

const ALLOWED_METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
const ALLOWED_HEADERS = `Authorization, Content-Type, Idempotency-Key, Range, ${GRANT_HEADER}`;
const EXPOSED_HEADERS = "Content-Length, Content-Range, ETag, Retry-After";
const PREFLIGHT_SECONDS = "600";

/**
 * The headers that let a page of a listed origin read answers; for every other page there are none, and its browser
 * keeps the answer from it. Credentials are allowed because the game's client library always asks for them.
 */
export function corsHeaders(
  origin: string | undefined,
  allowedOrigins: readonly string[],
  isPreflight: boolean,
): Readonly<Record<string, string>> {
  if (allowedOrigins.length === 0) return {};
  if (origin === undefined || !allowedOrigins.includes(origin)) return { vary: "Origin" };
  return {
    vary: "Origin",
    "access-control-allow-origin": origin,
    "access-control-allow-credentials": "true",
    ...(isPreflight
      ? {
          "access-control-allow-methods": ALLOWED_METHODS,
          "access-control-allow-headers": ALLOWED_HEADERS,
          "access-control-max-age": PREFLIGHT_SECONDS,
        }
      : { "access-control-expose-headers": EXPOSED_HEADERS }),
  };
}
