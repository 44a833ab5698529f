import type { Clock } from "../generation/ports.ts";
import type { Database } from "../persistence/database.ts";
import { type Asking, tokenOf } from "./credentials.ts";
import { DEFAULT_NAME, isAnonymous, type Player } from "./player.ts";
import { createRecent } from "./recent.ts";
import type { Signing } from "./signing.ts";
import { createTokens } from "./tokens.ts";

interface Session extends Player {
  readonly token: string;
}

/** Who is asking: sessions, names, and who a request comes from. */
export interface Players {
  /** Renews the session of the player whose token the request shows, even a lately expired one, or makes a new player. */
  openSession(request: Asking, name: string | undefined): Promise<Session>;
  /** The kept player behind a request, or null: no token, or one that is worth nothing. */
  identify(request: Asking): Promise<Player | null>;
  /** The same for a joiner of a room; its context's token is the bearer token that the game library found. */
  identifyJoiner(context: { readonly token?: string | undefined; readonly headers: Headers }): Promise<Player | null>;
  /** Does nothing for an anonymous player, whose name lives in the room. */
  rename(playerId: string, name: string): Promise<void>;
  /** The names of these players; ids without a row are absent. */
  namesOf(playerIds: readonly string[]): Promise<Map<string, string>>;
}

interface PlayersParts {
  readonly database: Database;
  readonly signing: Signing;
  readonly clock: Clock;
  readonly publicUrl: string | null;
}

export function createPlayers({ database, signing, clock, publicUrl }: PlayersParts): Players {
  const rows = database.client.player;
  const tokens = createTokens(signing);
  const recent = createRecent<Player>(clock);

  async function identifyByToken(token: string | null): Promise<Player | null> {
    const playerId = token === null ? null : await tokens.read(token);
    return playerId === null ? null : find(playerId);
  }

  async function find(playerId: string): Promise<Player | null> {
    const known = recent.get(playerId);
    if (known !== undefined) return known;
    const row = await rows.findUnique({ where: { id: playerId } });
    return row === null ? null : remember({ playerId: row.id, name: row.name });
  }

  function remember(player: Player): Player {
    recent.set(player.playerId, player);
    return player;
  }

  return {
    async openSession(request, name) {
      const shown = tokenOf(request, publicUrl);
      const known = shown === null ? null : await tokens.readForRenewal(shown);
      const id = known ?? crypto.randomUUID();
      const now = new Date(clock.now());
      // A token of ours whose row is gone (another database behind the same secret) still is that player.
      const row = await rows.upsert({
        where: { id },
        create: { id, name: name ?? DEFAULT_NAME, createdAt: now, seenAt: now },
        update: { seenAt: now, ...(name === undefined ? {} : { name }) },
      });
      return { ...remember({ playerId: id, name: row.name }), token: await tokens.issue(id) };
    },
    identify: (request) => identifyByToken(tokenOf(request, publicUrl)),
    identifyJoiner: ({ token, headers }) => identifyByToken(token ?? tokenOf({ method: "POST", headers }, publicUrl)),
    async rename(playerId, name) {
      if (isAnonymous(playerId)) return;
      const { count } = await rows.updateMany({ where: { id: playerId }, data: { name } });
      if (count > 0) remember({ playerId, name });
    },
    async namesOf(playerIds) {
      const found = await rows.findMany({ where: { id: { in: [...new Set(playerIds)] } } });
      return new Map(found.map(({ id, name }) => [id, name]));
    },
  };
}
