import type { IncomingMessage } from "node:http";
import { HttpRefusal } from "./http-refusal.ts";
import { isWelcomeOrigin, type OriginRules } from "./origin.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** A name or IPv4 address, or an IPv6 address in brackets, each with an optional port. */
const HOST = /^([a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(:\d{1,5})?$/i;

/** Methods that read only; a foreign page may send them, since it cannot see the answer. */
const isReading = (method: string) => method === "GET" || method === "HEAD" || method === "OPTIONS";

/**
 * Turns down what no route should ever see, and gives the request's address as a URL made of nothing but its Host
 * header and path.
 *
 * @throws HttpRefusal for a method, host or path that cannot be served, and for a foreign page that would change something.
 */
export function checkRequest(request: IncomingMessage, rules: OriginRules): URL {
  const method = request.method ?? "";
  if (!METHODS.includes(method)) {
    throw new HttpRefusal(405, "method_not_allowed", `The method ${method} is not served here.`, {
      allow: METHODS.join(", "),
    });
  }
  const url = addressOf(request);
  const { origin } = request.headers;
  if (!isReading(method) && origin !== undefined && !isWelcomeOrigin(origin, url.host, rules)) {
    throw new HttpRefusal(403, "foreign_origin", "Pages of this origin may not do this: list it in ALLOWED_ORIGINS.");
  }
  return url;
}

function addressOf(request: IncomingMessage): URL {
  const { host } = request.headers;
  const path = request.url ?? "";
  if (host === undefined || !HOST.test(host) || !URL.canParse(`http://${host}`)) {
    throw new HttpRefusal(400, "bad_message", "The Host header must be a name or address with an optional port.");
  }
  const address = `http://${host}${path}`;
  if (!path.startsWith("/") || !URL.canParse(address) || !isDecodable(path)) {
    throw new HttpRefusal(400, "bad_message", "The path must begin with a slash and be percent-encoded correctly.");
  }
  return new URL(address);
}

function isDecodable(path: string): boolean {
  try {
    return !decodeURIComponent(path.replace(/\?.*$/s, "")).includes("\0");
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
