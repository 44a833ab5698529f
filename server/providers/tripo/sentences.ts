import { Envelope, sentenceIn } from "./wire.ts";

/** What a player reads: what happened, in Tripo's words where it has some, and what can be done. */
interface Reason {
  readonly code: string;
  readonly message: string;
}

const moderationCode = 2008;
const creditsCode = 2010;
/** Its own failures; they are refunded. */
const ownCodes = new Set([1000, 1001]);

/** A request that was turned down with a status of 4xx. */
export function refusalOf(status: number, body: unknown): Reason {
  const code = Envelope.safeParse(body).data?.code;
  if (code === creditsCode) {
    return { code: "no_credits", message: "The model maker's credits are used up. Tell the operator." };
  }
  if (status === 401 || status === 403) {
    return { code: "provider_key", message: "The model maker does not accept this server's key. Tell the operator." };
  }
  const said = sentenceIn(body, `It answered with status ${status}.`);
  if (code === moderationCode) return moderated(said);
  return { code: "refused", message: `The model maker refused: ${ended(said)}` };
}

/** A task that was accepted and then failed. */
export function failureOf(code: number | null | undefined, message: string | null | undefined): Reason {
  const said = message?.trim().slice(0, 400) || "It did not say why.";
  if (code === moderationCode) return moderated(said);
  return { code: "provider_failed", message: `The model maker failed: ${ended(said)} Retry asks for it again.` };
}

export const isOwnFailure = (code: number | null | undefined): boolean => ownCodes.has(code ?? 0);

const moderated = (said: string): Reason => ({
  code: "moderated",
  message: `The model maker declined this picture: ${ended(said)} Choose another one.`,
});

const ended = (said: string): string => (/[.!?]$/.test(said) ? said : `${said}.`);
