import { worldIdFrom } from "../../contract/marble-url.ts";
import type { PollReport } from "../../contract/messages.ts";
import type { RefusalCode } from "../../contract/refusals.ts";
import type { Generation } from "../generation/generation.ts";

export type Verdict =
  | { readonly accepted: true }
  | { readonly accepted: false; readonly code: RefusalCode; readonly message: string };

/**
 * Holds a report of the designated poller against what the server itself saw. A report never changes what is true; it
 * is accepted when it agrees, however often it comes, and refused with the reason when it does not.
 *
 * @param askedAbout the operation this client was last granted a look at for the portal, undefined when it never was
 */
export function verdictOn(report: PollReport, generation: Generation | null, askedAbout: string | undefined): Verdict {
  if (askedAbout === undefined) {
    return refused("not_designated", "You were not asked to look at this portal's operation.");
  }
  if (generation === null) return refused("not_generating", "Nothing is being generated for this portal.");
  if (generation.operationId !== askedAbout) {
    return refused("stale_operation", "This portal is waiting for another operation by now.");
  }
  return report.status === "ready" ? onReady(report.url, generation) : onError(generation);
}

function onReady(url: string, generation: Generation): Verdict {
  switch (generation.status) {
    case "collecting":
    case "succeeded":
      // The world id is compared, not the string: addresses come with /world/ and /worlds/.
      return worldIdFrom(url) === generation.providerRef
        ? { accepted: true }
        : refused("url_mismatch", "This is not the world that the operation made.");
    case "failed":
    case "cancelled":
    case "timed_out":
      return refused("not_generating", "This portal's generation has ended without a world.");
    default:
      return refused("not_done", "The operation is not done yet.");
  }
}

function onError(generation: Generation): Verdict {
  switch (generation.status) {
    case "failed":
      return { accepted: true };
    case "succeeded":
    case "cancelled":
    case "timed_out":
      return refused("not_generating", "This portal's generation has ended, and not with an error of the operation.");
    default:
      return refused("not_done", "The operation has not failed.");
  }
}

const refused = (code: RefusalCode, message: string): Verdict => ({ accepted: false, code, message });
