import { createHash } from "node:crypto";
import type { Player } from "../players/player.ts";
import { anonymousPlayerOf, isAnonymous } from "../players/player.ts";

/** By whom a job is asked for, and its id where the caller chose it. */
interface Keyed {
  readonly playerId: string;
  readonly jobId: string | null;
}

/**
 * What an `Idempotency-Key` makes of a call: the same key of the same player is the same job. Callers without a session
 * cannot be told apart, so for them it is the same key with the same order; a key alone would show one the other's job.
 */
export function keyedBy(key: string | null, { playerId }: Player, order: object): Keyed {
  if (key === null) return { playerId, jobId: null };
  const caller = isAnonymous(playerId) ? anonymousPlayerOf(digest([key, order])).playerId : playerId;
  return { playerId: caller, jobId: digest([caller, key]) };
}

const digest = (parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
