import { isSameOrigin } from "../http/origin.ts";
import { COOKIE_LIFE_SECONDS } from "./tokens.ts";

const COOKIE = "waygate_session";

/** A request, as far as it says who sent it. */
export interface Asking {
  readonly method: string;
  readonly headers: Headers;
}

/**
 * The token that a request shows: a bearer token from anywhere, or the cookie, which browsers send along by themselves,
 * from pages of this server only. A bearer token rules, even a wrong one: who names somebody does not mean the cookie.
 *
 * @param publicUrl the origin under which browsers reach this server, when it is not the Host they name.
 */
export function tokenOf({ method, headers }: Asking, publicUrl: string | null): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer !== undefined) return bearer;
  return isFromOwnPage(method, headers, publicUrl) ? cookieIn(headers.get("cookie") ?? "") : null;
}

/** Reading and changing differ in what browsers say: a plain GET has no Origin, and old browsers no Sec-Fetch-Site. */
function isFromOwnPage(method: string, headers: Headers, publicUrl: string | null): boolean {
  const origin = headers.get("origin");
  if (origin !== null) return isSameOrigin(origin, headers.get("host"), publicUrl);
  const site = headers.get("sec-fetch-site");
  if (method === "GET" || method === "HEAD") return site === null || site === "same-origin" || site === "none";
  return site === "same-origin";
}

function cookieIn(header: string): string | null {
  const pairs = header.split(";").map((pair) => pair.trim().split("="));
  return pairs.find(([name]) => name === COOKIE)?.[1] ?? null;
}

/** The `set-cookie` header for a token. Scripts cannot read it; Lax lets a link from elsewhere arrive signed in. */
export function sessionCookie(token: string, isSecure: boolean): string {
  const attributes = `Path=/; Max-Age=${COOKIE_LIFE_SECONDS}; HttpOnly; SameSite=Lax`;
  return `${COOKIE}=${token}; ${attributes}${isSecure ? "; Secure" : ""}`;
}
