import type { SearchOutcome } from "../../generation/provider.ts";
import { type Listed, Page } from "./wire.ts";

/** A hundred predictions each: far more than an account starts in the minutes that a search goes back to. */
const pagesMax = 20;
/** How far the two clocks may be apart, in ms. */
const clockSkewMs = 5 * 60_000;

/** How a prediction of ours is known. A seed of null: by its webhook alone. */
export interface Sought {
  readonly submitTag: string;
  readonly prompt: string;
  readonly seed: number | null;
  /** ms since 1970 */
  readonly submittedAt: number;
}

/**
 * Goes through the account's predictions since the submit for the one that was sent with our tag in its webhook, or with
 * the very seed and words of ours.
 *
 * @param ask yields the answer's body, or undefined when there was none
 */
export async function findPrediction(sought: Sought, ask: (path: string) => Promise<unknown>): Promise<SearchOutcome> {
  const query = new URLSearchParams({ created_after: new Date(sought.submittedAt - clockSkewMs).toISOString() });
  for (let pages = 0; pages < pagesMax; pages++) {
    const page = Page.safeParse(await ask(`predictions?${query}`)).data;
    if (page === undefined) return unanswered("Replicate's list of predictions could not be read.");
    const ours = page.results.find((each) => isOurs(each, sought));
    if (ours) return { type: "found", operationId: ours.id, providerRef: null };
    if (!page.next) return { type: "absent" };
    // Only the cursor is taken along: the key must not travel to wherever an answer points.
    const cursor = URL.parse(page.next)?.searchParams.get("cursor");
    if (!cursor) return unanswered("Replicate's list of predictions does not say how it goes on.");
    query.set("cursor", cursor);
  }
  return unanswered("Replicate's list of predictions is too long to be searched.");
}

function isOurs({ webhook, input }: Listed, { submitTag, prompt, seed }: Sought): boolean {
  if (webhook) return webhook.endsWith(`/${submitTag}`);
  return seed !== null && input?.seed === seed && input.prompt === prompt;
}

const unanswered = (message: string): SearchOutcome => ({ type: "unanswered", message });
