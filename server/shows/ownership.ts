import { HttpRefusal } from "../http/http-refusal.ts";
import type { Exchange } from "../http/route.ts";
import { isAnonymous, type Player } from "../players/player.ts";
import { Refused } from "../refused.ts";
import type { CharacterRows } from "./character-rows.ts";
import type { CharacterRow, ShowRow } from "./show.ts";
import type { ShowRows } from "./show-rows.ts";

/** @throws HttpRefusal 401: what lasts for one request only cannot own a show */
export async function requireOwner({ requirePlayer }: Pick<Exchange, "requirePlayer">): Promise<Player> {
  const player = await requirePlayer();
  if (!isAnonymous(player.playerId)) return player;
  throw new HttpRefusal(401, "signed_out", "Shows belong to somebody: open a session with POST /api/session.");
}

/** Shows and characters for their owner; somebody else's are answered like unknown ones. */
export interface Ownership {
  /** @throws Refused `unknown_show` */
  show(playerId: string, showId: string): Promise<ShowRow>;
  /** @throws Refused `unknown_character` */
  character(
    playerId: string,
    characterId: string,
  ): Promise<{ readonly show: ShowRow; readonly character: CharacterRow }>;
}

export function createOwnership(parts: {
  readonly shows: Pick<ShowRows, "read">;
  readonly characters: Pick<CharacterRows, "read">;
}): Ownership {
  const { shows, characters } = parts;
  return {
    async show(playerId, showId) {
      const show = await shows.read(showId);
      if (show?.ownedBy === playerId) return show;
      throw unknownShow();
    },
    async character(playerId, characterId) {
      const character = await characters.read(characterId);
      const show = character && (await shows.read(character.showId));
      if (character && show?.ownedBy === playerId) return { show, character };
      throw unknownCharacter();
    },
  };
}

export const unknownShow = (): Refused => new Refused("unknown_show", "You have no such show.");
export const unknownCharacter = (): Refused => new Refused("unknown_character", "You have no such character.");
