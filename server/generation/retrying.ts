import { Refused } from "../refused.ts";
import type { Generation } from "./generation.ts";
import type { Provider } from "./provider.ts";

/** A task that is at the provider already, by whichever of its names is known. */
export interface Found {
  readonly operationId: string | null;
  readonly providerRef: string | null;
}

const askTimeoutMs = 10_000;
const lostCodes = new Set(["submit_unknown", "operation_lost", "files_lost"]);

/**
 * Before a retry pays again: what an ended generation may still have at the provider. Only what was timed out,
 * cancelled or lost can have something; what the provider refused or failed has not, nor what was never submitted
 * nor taken over.
 *
 * @throws Refused `server_error` when the provider cannot be asked: paying twice on a guess is not an option
 */
export async function stillToBeHad(ended: Generation, provider: Provider): Promise<Found | null> {
  const mayHave = ended.status === "timed_out" || ended.status === "cancelled" || lostCodes.has(ended.errorCode ?? "");
  if (!mayHave || (ended.attempts === 0 && !ended.adopted)) return null;
  const { operationId, providerRef } = ended;
  if (operationId !== null || providerRef !== null) {
    const observation = await provider.look(ended, AbortSignal.timeout(askTimeoutMs));
    if (observation.type === "unanswered") throw cannotAsk(observation.message);
    if (observation.type === "pending" || observation.type === "done") return { operationId, providerRef };
    if (observation.type === "failed") return null;
  }
  // Nothing was handed over, so nothing was submitted.
  if (provider.uploads?.isNeeded(ended)) return null;
  const search = await provider.search(ended, AbortSignal.timeout(askTimeoutMs));
  if (search.type === "unanswered") throw cannotAsk(search.message);
  return search.type === "found" ? { operationId: search.operationId, providerRef: search.providerRef } : null;
}

const cannotAsk = (why: string): Refused =>
  new Refused(
    "server_error",
    `The provider cannot be asked whether the earlier attempt still has a result (${why}). Try again in a minute.`,
  );
