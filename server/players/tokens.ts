import type { Purpose, Signing } from "./signing.ts";

const session: Purpose = { issuer: "waygate", lifeSeconds: 30 * 86_400 };
/** How long after its end a token still opens the same player's next session. */
const GRACE_SECONDS = 90 * 86_400;

/** A cookie must outlive its token, or a lately expired one could not renew anything. */
export const COOKIE_LIFE_SECONDS = session.lifeSeconds + GRACE_SECONDS;

/** Session tokens: signed statements of who somebody is. */
export interface Tokens {
  issue(playerId: string): Promise<string>;
  /** The player's id, or null for a token that is not ours, was changed, or has ended. */
  read(token: string): Promise<string | null>;
  /** The same, also for a token that has ended lately. It is good for a new session and for nothing else. */
  readForRenewal(token: string): Promise<string | null>;
}

export const createTokens = (signing: Signing): Tokens => ({
  issue: (playerId) => signing.sign(session, playerId),
  read: (token) => signing.read(session, token),
  readForRenewal: (token) => signing.read(session, token, undefined, GRACE_SECONDS),
});
