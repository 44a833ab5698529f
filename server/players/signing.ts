import { errors, jwtVerify, SignJWT } from "jose";
import type { Clock } from "../generation/ports.ts";

const ALGORITHM = "HS256";

/** One purpose of signed statements: what is signed for one is worth nothing for another. */
export interface Purpose {
  readonly issuer: string;
  readonly lifeSeconds: number;
}

/** Statements about somebody, signed and kept nowhere. */
export interface Signing {
  /** @param about what the statement is bound to besides its subject; a reader must name the same */
  sign(purpose: Purpose, subject: string, about?: string): Promise<string>;
  /** The subject, or null for a text that is not ours, was changed, is for something else, or has ended. */
  read(purpose: Purpose, text: string, about?: string, graceSeconds?: number): Promise<string | null>;
}

/** @param secret at least 32 bytes */
export function createSigning(secret: Uint8Array, clock: Clock): Signing {
  return {
    sign({ issuer, lifeSeconds }, subject, about) {
      const now = Math.floor(clock.now() / 1000);
      const statement = new SignJWT()
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(issuer)
        .setSubject(subject)
        .setIssuedAt(now)
        .setExpirationTime(now + lifeSeconds);
      if (about !== undefined) statement.setAudience(about);
      return statement.sign(secret);
    },
    async read({ issuer }, text, about, graceSeconds = 0) {
      try {
        const { payload } = await jwtVerify(text, secret, {
          issuer,
          ...(about !== undefined && { audience: about }),
          algorithms: [ALGORITHM],
          requiredClaims: ["sub", "exp"],
          clockTolerance: graceSeconds,
          currentDate: new Date(clock.now()),
        });
        return payload.sub ?? null;
      } catch (error) {
        if (error instanceof errors.JOSEError) return null;
        throw error;
      }
    },
  };
}
