import { randomUUID } from "node:crypto";
import { CHARACTERS_PER_SHOW } from "../../contract/limits.ts";
import { type CharacterAnswer, CharacterBody, CharacterPatch } from "../../contract/shows.ts";
import type { Clock } from "../generation/ports.ts";
import type { MakeRoute } from "../http/route.ts";
import { createTurns } from "../in-turn.ts";
import { Refused } from "../refused.ts";
import type { CharacterRows } from "./character-rows.ts";
import type { JobAnswers } from "./job-answers.ts";
import { type Ownership, requireOwner, unknownCharacter } from "./ownership.ts";
import type { Removing } from "./removing.ts";
import { type CharacterRow, characterSubject, showSubject } from "./show.ts";
import { characterAnswer } from "./show-answers.ts";
import type { SubjectNews } from "./subject-news.ts";

/** The characters of shows over HTTP, for their owner. */
export function createCharacterRoutes(parts: {
  readonly route: MakeRoute;
  readonly characters: Pick<CharacterRows, "inShow" | "insert" | "change">;
  readonly ownership: Ownership;
  readonly jobs: JobAnswers;
  readonly removing: Pick<Removing, "character">;
  readonly news: SubjectNews;
  readonly clock: Clock;
}) {
  const { route, characters, ownership, jobs, removing, news, clock } = parts;

  /** So that two at once do not both become the last that there may be. */
  const inTurn = createTurns();

  const one = async (character: CharacterRow): Promise<CharacterAnswer> =>
    characterAnswer(character, await jobs.of([characterSubject(character.id)]));

  return {
    addCharacter: route("/api/shows/:showId/characters", { method: "POST" }, async (exchange) => {
      const { playerId } = await requireOwner(exchange);
      const { id: showId } = await ownership.show(playerId, exchange.param("showId"));
      const words = await exchange.json(CharacterBody);
      const character = await inTurn(showId, async () => {
        const cast = await characters.inShow(showId);
        if (cast.length >= CHARACTERS_PER_SHOW) {
          throw new Refused("over_budget", `A show has ${CHARACTERS_PER_SHOW} characters at most: remove one.`);
        }
        const now = clock.now();
        // The cast is kept in the order in which it came, also when all came in one millisecond.
        const createdAt = Math.max(now, (cast.at(-1)?.createdAt ?? 0) + 1);
        const nothing = { portrait: null, video: null };
        const row: CharacterRow = { id: randomUUID(), showId, ...words, ...nothing, createdAt, updatedAt: now };
        await characters.insert(row);
        return row;
      });
      return Response.json(characterAnswer(character, new Map()), { status: 201 });
    }),

    changeCharacter: route("/api/characters/:characterId", { method: "PATCH" }, async (exchange) => {
      const { playerId } = await requireOwner(exchange);
      const { character } = await ownership.character(playerId, exchange.param("characterId"));
      const changed = await characters.change(character.id, await exchange.json(CharacterPatch), clock.now());
      if (!changed) throw unknownCharacter();
      news.changed(characterSubject(character.id));
      return one(changed);
    }),

    removeCharacter: route("/api/characters/:characterId", { method: "DELETE" }, async (exchange) => {
      const { playerId } = await requireOwner(exchange);
      const { show, character } = await ownership.character(playerId, exchange.param("characterId"));
      await removing.character(character);
      news.changed(showSubject(show.id));
      return { ok: true };
    }),
  };
}
