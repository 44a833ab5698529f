import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import type { Network } from "./network.ts";

/**
 * Pictures only, as they are: no packing that would have to be unpacked, no cookies, and a name, without which some
 * large sites answer nobody.
 */
const HEADERS = {
  accept: "image/jpeg, image/png, image/webp",
  "accept-encoding": "identity",
  "user-agent": "Waygate (fetches a picture that a user named)",
};

/**
 * One GET over https to one of these addresses and no other, whatever the name may lead to by now; its certificate must
 * be the name's. Follows no redirect. A connection of its own, so that none that went elsewhere is used again.
 *
 * @param addresses checked, at least one.
 */
export function requestPinned(
  url: URL,
  addresses: readonly string[],
  { network, signal }: { readonly network: Network; readonly signal: AbortSignal },
): Promise<IncomingMessage> {
  const { port, ca } = network;
  const options = {
    agent: false,
    headers: HEADERS,
    lookup: lookupAmong(addresses),
    port,
    // Said, so that no environment variable says otherwise.
    rejectUnauthorized: true,
    signal,
    ...(ca === undefined ? {} : { ca }),
  };
  return new Promise((resolve, reject) => {
    request(url, options, resolve).on("error", reject).end();
  });
}

/** Sockets ask this for a name's addresses, and never for an address that stands in the link itself. */
const lookupAmong =
  (addresses: readonly string[]): LookupFunction =>
  (_name, { all }, found) => {
    const known = addresses.map((address) => ({ address, family: isIP(address) }));
    const [first = { address: "", family: 0 }] = known;
    if (all) found(null, known);
    else found(null, first.address, first.family);
  };
