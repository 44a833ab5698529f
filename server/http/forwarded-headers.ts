import type { IncomingHttpHeaders } from "node:http";

/** The game library takes a client's address from the first three, whoever sent them. */
const FORWARDED = /^(x-real-ip|x-client-ip|forwarded|x-forwarded-.*)$/;

/**
 * Takes out what only a trusted proxy may say about a client (its address, scheme and host). It changes the headers in
 * place, so that everything behind the front, upgrades included, sees them without.
 */
export function dropForwardedHeaders(headers: IncomingHttpHeaders): void {
  for (const name of Object.keys(headers)) if (FORWARDED.test(name)) delete headers[name];
}
