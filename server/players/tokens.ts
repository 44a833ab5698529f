import { errors, jwtVerify, SignJWT } from "jose";
import type { Clock } from "../generation/ports.ts";

const ISSUER = "waygate";
const ALGORITHM = "HS256";
const TOKEN_LIFE_SECONDS = 30 * 86_400;
/** How long after its end a token still opens the same player's next session. */
const GRACE_SECONDS = 90 * 86_400;

/** A cookie must outlive its token, or a lately expired one could not renew anything. */
export const COOKIE_LIFE_SECONDS = TOKEN_LIFE_SECONDS + GRACE_SECONDS;

/** Session tokens: signed statements of who somebody is, kept nowhere. */
export interface Tokens {
  issue(playerId: string): Promise<string>;
  /** The player's id, or null for a token that is not ours, was changed, or has ended. */
  read(token: string): Promise<string | null>;
  /** The same, also for a token that has ended lately. It is good for a new session and for nothing else. */
  readForRenewal(token: string): Promise<string | null>;
}

/** @param secret at least 32 bytes */
export function createTokens(secret: Uint8Array, clock: Clock): Tokens {
  async function verify(token: string, clockTolerance: number): Promise<string | null> {
    const expected = { issuer: ISSUER, algorithms: [ALGORITHM], requiredClaims: ["sub", "exp"] };
    try {
      const { payload } = await jwtVerify(token, secret, {
        ...expected,
        clockTolerance,
        currentDate: new Date(clock.now()),
      });
      return payload.sub ?? null;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }
  return {
    issue(playerId) {
      const now = Math.floor(clock.now() / 1000);
      return new SignJWT()
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setSubject(playerId)
        .setIssuedAt(now)
        .setExpirationTime(now + TOKEN_LIFE_SECONDS)
        .sign(secret);
    },
    read: (token) => verify(token, 0),
    readForRenewal: (token) => verify(token, GRACE_SECONDS),
  };
}
