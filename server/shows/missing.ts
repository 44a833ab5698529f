import { randomUUID } from "node:crypto";
import type { CastKind, GenerateMissingAnswer } from "../../contract/shows.ts";
import { activeStatuses } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import { Refused } from "../refused.ts";
import { castMakings, type Sitter } from "./cast-making.ts";
import type { CharacterRows } from "./character-rows.ts";
import type { Requesting } from "./requesting.ts";
import { type CharacterRow, characterSubject, type ShowRow, showSubject } from "./show.ts";

/** Whom something could be made for: a character, or the show itself. */
interface Candidate {
  readonly sitter: Sitter;
  readonly id: string;
  readonly subject: string;
  readonly characterId: string | null;
}

/** Asks for what a show does not have and what is not on its way, of one kind. */
export type GenerateMissing = (show: ShowRow, kind: CastKind) => Promise<GenerateMissingAnswer>;

export function createGenerateMissing(parts: {
  readonly characters: Pick<CharacterRows, "inShow">;
  readonly generations: Pick<Generations, "list">;
  readonly requesting: Pick<Requesting, "request">;
}): GenerateMissing {
  const { characters, generations, requesting } = parts;

  return async (show, kind) => {
    const making = castMakings[kind];
    const all = candidates(show, await characters.inShow(show.id), making.of);
    const lacking = all.filter(({ sitter }) => making.have(sitter) === null);
    const onTheirWay = await generations.list({
      kinds: [kind],
      subjects: lacking.map(({ subject }) => subject),
      statuses: activeStatuses,
      limit: lacking.length,
    });
    const answer: GenerateMissingAnswer = { started: [], refused: [] };
    // One after the other: each counts for the budget of the next.
    for (const { id, subject, characterId } of lacking) {
      if (onTheirWay.some((row) => row.subject === subject)) continue;
      const jobId = randomUUID();
      try {
        const row = await requesting.request({ kind, playerId: show.ownedBy, jobId, id });
        // Somebody else was faster: it is on its way.
        if (row.jobId === jobId) answer.started.push({ jobId, characterId });
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        answer.refused.push({ characterId, error: error.message, code: error.code });
      }
    }
    return answer;
  };
}

function candidates(show: ShowRow, cast: readonly CharacterRow[], of: Sitter["of"]): Candidate[] {
  if (of === "show") {
    return [{ sitter: { of, show, cast }, id: show.id, subject: showSubject(show.id), characterId: null }];
  }
  return cast.map((character) => ({
    sitter: { of, show, character },
    id: character.id,
    subject: characterSubject(character.id),
    characterId: character.id,
  }));
}
