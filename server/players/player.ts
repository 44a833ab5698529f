/** Who is asking. An anonymous player lasts for one visit: the id begins with `anon_` and has no row. */
export interface Player {
  readonly playerId: string;
  readonly name: string;
}

export const DEFAULT_NAME = "Visitor";

const ANONYMOUS = "anon_";

export const anonymousPlayer = (): Player => anonymousPlayerOf(crypto.randomUUID());

/** An anonymous player who is the same again for the same mark; it must be one that nobody else comes to have. */
export const anonymousPlayerOf = (mark: string): Player => ({ playerId: `${ANONYMOUS}${mark}`, name: DEFAULT_NAME });

export const isAnonymous = (playerId: string): boolean => playerId.startsWith(ANONYMOUS);
