import { Resolver } from "node:dns/promises";
import { isIP } from "node:net";
import { isPublicAddress } from "./public-address.ts";

/** The internet, as far as fetching a picture needs it. */
export interface Network {
  /** Every address of a name. Rejects when it has none, or the signal aborts. */
  resolve(name: string, signal: AbortSignal): Promise<readonly string[]>;
  isPublic(address: string): boolean;
  /** Where https is served. */
  readonly port: number;
  /** Certificates to trust instead of those that Node brings along. */
  readonly ca?: string;
}

const DNS = { timeout: 5000, tries: 2 };

/**
 * Asks the DNS and not the operating system, whose resolver would also believe the hosts file, and holds one of Node's
 * four threads (which files and pictures need) for as long as a name server is silent.
 *
 * @param servers name servers as `address:port`; the system's when left out.
 */
export function resolveByDns(servers?: readonly string[]): Network["resolve"] {
  return async (name, signal) => {
    signal.throwIfAborted();
    const resolver = new Resolver(DNS);
    if (servers !== undefined) resolver.setServers(servers);
    const cancel = () => resolver.cancel();
    signal.addEventListener("abort", cancel, { once: true });
    try {
      const answers = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
      const found = answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
      const [failure] = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
      if (found.length === 0) throw failure;
      return found;
    } finally {
      signal.removeEventListener("abort", cancel);
    }
  };
}

export const internet: Network = { resolve: resolveByDns(), isPublic: isPublicAddress, port: 443 };

/**
 * The public addresses of a host; empty when it has others only.
 *
 * @param host a name, or an address without brackets, which is its own.
 */
export async function publicAddressesOf(host: string, network: Network, signal: AbortSignal): Promise<string[]> {
  const addresses = isIP(host) === 0 ? await network.resolve(host, signal) : [host];
  return addresses.filter(network.isPublic);
}
