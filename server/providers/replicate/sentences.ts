import { sentenceIn } from "./wire.ts";

/** What a player reads: what happened, in Replicate's words where it has some, and what can be done. */
interface Reason {
  readonly code: string;
  readonly message: string;
}

/** The codes that Replicate puts at the end of a failed prediction's error. */
const moderation = /\bE005\b/;
/** Its own passing failures, which it does not bill: interrupted, its director, and a machine that was slow to start. */
const passing = /\bcode: PA\b|\((PA|E9828|E8765|E6716)\b|\b(E9828|E8765|E6716)\b/;

/** A request that was turned down with a status of 4xx. */
export function refusalOf(status: number, body: unknown): Reason {
  if (status === 402) {
    return { code: "no_credits", message: "Replicate's credits are used up. Tell the operator." };
  }
  if (status === 401 || status === 403) {
    return { code: "provider_key", message: "Replicate does not accept this server's token. Tell the operator." };
  }
  const said = sentenceIn(body, `It answered with status ${status}.`);
  if (moderation.test(said)) return moderated(said);
  return { code: "refused", message: `Replicate refused: ${ended(said)}` };
}

/** A prediction that was accepted and then failed. */
export function failureOf(error: string | null | undefined): Reason {
  const said = error?.trim().replaceAll(/\s+/g, " ").slice(0, 400) || "It did not say why.";
  if (moderation.test(said)) return moderated(said);
  return { code: "provider_failed", message: `Replicate failed: ${ended(said)} Retry asks for it again.` };
}

export const isPassing = (error: string | null | undefined): boolean =>
  !moderation.test(error ?? "") && passing.test(error ?? "");

const moderated = (said: string): Reason => ({
  code: "moderated",
  message: `Replicate declined these words or this picture: ${ended(said)} Change the description.`,
});

const ended = (said: string): string => (/[.!?]$/.test(said) ? said : `${said}.`);
