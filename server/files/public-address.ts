import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** The part of IPv6 that has been given out; whatever lies outside leads nowhere, or by a translator into somebody's network. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR("2000::/3");

/**
 * Whether an address belongs to the public internet. Everything else is refused, also public addresses that are wrapped
 * in an IPv6 one (mapped, NAT64, 6to4, Teredo): a gateway may unwrap them to a private one.
 *
 * @param address as a resolver gives it: dotted decimal, or IPv6 without brackets.
 */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== "unicast") return false;
  return !(parsed instanceof ipaddr.IPv6) || parsed.match(GLOBAL_UNICAST);
}
