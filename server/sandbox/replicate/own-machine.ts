import { networkInterfaces } from "node:os";
import { isLoopbackUrl } from "../http/loopback.ts";

/**
 * Whether an address is plain http to this very machine: by its loopback names, or by an address that one of its network
 * cards has. The sandbox sends nothing anywhere else.
 */
export function isOwnMachine(address: string): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== "http:") return false;
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const own = Object.values(networkInterfaces()).flatMap((cards) => cards?.map((card) => card.address) ?? []);
  return isLoopbackUrl(url.origin) || own.includes(host);
}
