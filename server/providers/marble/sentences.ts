import { sentenceOfDetail } from "./wire.ts";

/** What a player reads on a portal: what happened, in Marble's words where it has some, and what can be done. */
interface Reason {
  readonly code: string;
  readonly message: string;
}

/** An order that was turned down with a status of 4xx. */
export function refusalOf(status: number, body: unknown): Reason {
  if (status === 402) {
    return { code: "no_credits", message: "The world maker's credits are used up. Tell the operator." };
  }
  if (status === 401 || status === 403) {
    return { code: "provider_key", message: "The world maker does not accept this server's key. Tell the operator." };
  }
  const said = sentenceOfDetail(body, `It answered with status ${status}.`);
  return isPolicy(said) ? moderated(said) : { code: "refused", message: `The world maker refused: ${ended(said)}` };
}

/** A task that was accepted and then failed. */
export function failureOf(said: string | null | undefined): Reason {
  const reason = said?.trim().slice(0, 400) || "It did not say why.";
  if (isPolicy(reason)) return moderated(reason);
  return { code: "provider_failed", message: `The world maker failed: ${ended(reason)} Retry asks for it again.` };
}

const moderated = (said: string): Reason => ({
  code: "moderated",
  message: `The world maker declined this prompt: ${ended(said)} Change the words and try again.`,
});

const isPolicy = (said: string): boolean => /content policy|moderat|flagged/i.test(said);

const ended = (said: string): string => (/[.!?]$/.test(said) ? said : `${said}.`);
