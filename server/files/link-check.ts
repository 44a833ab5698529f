import { isIP } from "node:net";
import { IMAGE_URL_MAX } from "../../contract/limits.ts";
import { Refused } from "../refused.ts";
import { isPublicAddress } from "./public-address.ts";

/** Names that never lead out of a network: a single label, and the suffixes of RFC 6761, 6762, 8375 and ICANN's `internal`. */
const INNER_NAME = /^[^.]*$|\.(localhost|local|internal|home\.arpa)$/;

/**
 * What can be said about a player's link without asking the network. The URL parser has already read an IPv4 address in
 * any spelling (decimal, octal, hex, short) as its four numbers.
 *
 * @param base what a redirect's relative address is relative to.
 * @throws Refused `unsupported_url`
 */
export function checkLink(text: string, base?: URL): URL {
  const url = text.length <= IMAGE_URL_MAX ? URL.parse(text, base) : null;
  const problem = url === null ? unreadable(text) : problemOf(url);
  if (url !== null && problem === null) return url;
  throw new Refused("unsupported_url", `The picture's address ${problem}`);
}

function unreadable(text: string): string {
  if (text.length > IMAGE_URL_MAX) return `is too long: at most ${IMAGE_URL_MAX} characters are taken.`;
  return /^[a-z][a-z0-9+.-]*:/i.test(text)
    ? "cannot be read: check its host and its spelling."
    : "must begin with https://, or be what POST /api/uploads gave, or a data URL.";
}

function problemOf(url: URL): string | null {
  if (url.protocol !== "https:")
    return `must begin with https://, and begins with ${url.protocol} instead. For a picture of this server name what POST /api/uploads gave.`;
  if (url.username !== "" || url.password !== "") {
    return "must not carry a name or password: leave out what stands before the @.";
  }
  if (url.port !== "") return `must not name a port: leave out :${url.port}.`;
  const host = bareHost(url);
  const leadsOut = isIP(host) === 0 ? !INNER_NAME.test(host.replace(/\.$/, "")) : isPublicAddress(host);
  return leadsOut ? null : "leads into a private network: only pictures on the public internet are fetched.";
}

/** The host as sockets and resolvers take it: an IPv6 address without its brackets. */
export const bareHost = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, "$1");
