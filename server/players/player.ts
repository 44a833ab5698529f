/** Who is asking. An anonymous player lasts for one visit: the id begins with `anon_` and has no row. */
export interface Player {
  readonly playerId: string;
  readonly name: string;
}

export const DEFAULT_NAME = "Visitor";

const ANONYMOUS = "anon_";

export const anonymousPlayer = (): Player => ({ playerId: `${ANONYMOUS}${crypto.randomUUID()}`, name: DEFAULT_NAME });

export const isAnonymous = (playerId: string): boolean => playerId.startsWith(ANONYMOUS);
