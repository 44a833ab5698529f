import type { IncomingMessage } from "node:http";
import { LINKED_IMAGE_MAX_BYTES } from "../../contract/limits.ts";
import type { Clock } from "../generation/ports.ts";
import { Refused } from "../refused.ts";
import { sentenceOfTrouble } from "./fetch-trouble.ts";
import { bareHost, checkLink } from "./link-check.ts";
import { type Network, publicAddressesOf } from "./network.ts";
import { createPatience, type Patience, patiently } from "./patience.ts";
import { gatherPicture, tooLarge } from "./picture-bytes.ts";
import { requestPinned } from "./pinned-request.ts";

const LIMITS = { totalMs: 60_000, idleMs: 10_000 };
const REDIRECTS_MAX = 5;

/**
 * The whole file of the picture behind a player's link.
 *
 * Rejects with Refused: `unsupported_url` when it cannot or may not be fetched, `unsupported_image` when it is no
 * picture or too large. Rejects with the signal's reason when the caller gives up.
 */
export type GuardedFetch = (link: URL, signal: AbortSignal) => Promise<Uint8Array>;

/**
 * The only way in which a player's link is fetched: https on its usual port, public addresses only, and without anything
 * that says who asks. Each redirect is checked like the link itself, and each name is resolved once: the connection goes
 * to the very address that was checked.
 */
export function createGuardedFetch({ clock, network }: { clock: Clock; network: Network }): GuardedFetch {
  return async (link, signal) => {
    const patience = createPatience(clock, LIMITS, signal);
    let response: IncomingMessage | undefined;
    try {
      response = await follow(checkLink(link.href), network, patience);
      checkAnswer(response);
      return await gatherPicture(patiently(response, patience), LINKED_IMAGE_MAX_BYTES);
    } catch (cause) {
      if (signal.aborted || cause instanceof Refused) throw signal.aborted ? signal.reason : cause;
      const sentence = patience.signal.aborted ? patience.signal.reason.message : sentenceOfTrouble(cause);
      throw Object.assign(notFetched(sentence), { cause });
    } finally {
      response?.destroy();
      patience.end();
    }
  };
}

async function follow(link: URL, network: Network, patience: Patience): Promise<IncomingMessage> {
  const { signal } = patience;
  let url = link;
  for (let redirects = 0; ; redirects++) {
    const addresses = await publicAddressesOf(bareHost(url), network, signal);
    if (addresses.length === 0) throw notFetched("Its host leads into a private network.");
    const response = await requestPinned(url, addresses, { network, signal });
    patience.renew();
    const { statusCode = 0, headers } = response;
    if (statusCode < 300 || statusCode > 399 || headers.location === undefined) return response;
    response.destroy();
    if (redirects === REDIRECTS_MAX) throw notFetched(`It is redirected more than ${REDIRECTS_MAX} times.`);
    url = checkRedirect(headers.location, url);
  }
}

function checkRedirect(location: string, from: URL): URL {
  try {
    return checkLink(location, from);
  } catch (error) {
    if (error instanceof Refused) throw notFetched(`It is redirected elsewhere. ${error.message}`);
    throw error;
  }
}

function checkAnswer({ statusCode, headers }: IncomingMessage): void {
  if (statusCode !== 200) throw notFetched(`Its server answered ${statusCode}.`);
  if ((headers["content-encoding"] ?? "identity") !== "identity") throw notFetched("Its server sent it packed.");
  if (Number(headers["content-length"] ?? 0) > LINKED_IMAGE_MAX_BYTES) throw tooLarge(LINKED_IMAGE_MAX_BYTES);
}

const notFetched = (sentence: string) =>
  new Refused("unsupported_url", `The picture could not be fetched. ${sentence}`);
