import type { Clock } from "../generation/ports.ts";
import type { FileSource } from "../generation/provider.ts";
import { FileTooLarge } from "./file-too-large.ts";
import { isKnownHost } from "./known-hosts.ts";
import { createPatience } from "./patience.ts";

const LIMITS = { totalMs: 120_000, idleMs: 20_000 };
const REDIRECTS_MAX = 3;

/**
 * The bytes behind a provider's link, as they come. Only the provider's known hosts are asked, also along redirects,
 * and without credentials.
 *
 * Throws, with a sentence, when the link leads elsewhere, is dead, sends too much, or takes too long.
 */
export async function* fetchProviderFile(
  link: string,
  source: FileSource,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  const patience = createPatience(clock, LIMITS, signal);
  try {
    const response = await follow(link, source.hosts, patience.signal);
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel();
      throw new Error(`Its server answered ${response.status}.`);
    }
    let bytes = 0;
    for await (const chunk of response.body) {
      patience.renew();
      bytes += chunk.length;
      if (bytes > source.maxBytes) throw new FileTooLarge(source.maxBytes);
      yield chunk;
    }
  } catch (cause) {
    const reason: unknown = patience.signal.aborted ? patience.signal.reason : cause;
    const sentence = reason instanceof Error ? reason.message : String(reason);
    throw new Error(`A file could not be fetched from its provider. ${sentence}`, { cause });
  } finally {
    patience.end();
  }
}

async function follow(link: string, hosts: readonly string[], signal: AbortSignal): Promise<Response> {
  let url = checked(link, hosts);
  for (let redirects = 0; ; redirects++) {
    // Not packed for the way: files are compared and kept as they are.
    const headers = { "accept-encoding": "identity" };
    const response = await fetch(url, { redirect: "manual", credentials: "omit", headers, signal });
    const location = response.status >= 300 && response.status < 400 ? response.headers.get("location") : null;
    if (location === null) return response;
    await response.body?.cancel();
    if (redirects === REDIRECTS_MAX) throw new Error(`It is redirected more than ${REDIRECTS_MAX} times.`);
    url = checked(location, hosts, url);
  }
}

/** Links may be signed, so only where they lead is told. */
function checked(link: string, hosts: readonly string[], base?: URL): URL {
  if (!URL.canParse(link, base)) throw new Error("Its link is not an address.");
  const url = new URL(link, base);
  if (isKnownHost(url, hosts)) return url;
  throw new Error(`Its link leads to ${url.origin}, which is not one of the provider's hosts.`);
}
