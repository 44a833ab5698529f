import type { PlaceSubject } from "../../contract/messages.ts";
import { type CastKind, castKinds } from "../../contract/shows.ts";
import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { CharacterRows } from "./character-rows.ts";
import { type JobAnswers, newestWithoutResult } from "./job-answers.ts";
import type { Ownership } from "./ownership.ts";
import { characterSubject, type Made, showSubject, subjectIn, urlOf } from "./show.ts";
import type { ShowRows } from "./show-rows.ts";

/** Of a subject's jobs: its newest of each kind are among so many. */
const newestAtMost = 50;

/** What there is to see of a subject. */
interface Seen {
  readonly name: string;
  readonly kind: CastKind;
  readonly film: Made | null;
  readonly picture: Made | null;
}

/** Characters and shows as they stand in worlds: a character as its portrait, then its video; a show as its trailer. */
export function createExhibited(parts: {
  readonly shows: Pick<ShowRows, "read">;
  readonly characters: Pick<CharacterRows, "read" | "inShow">;
  readonly ownership: Ownership;
  readonly generations: Pick<Generations, "list">;
  readonly jobs: Pick<JobAnswers, "typicalSeconds">;
}) {
  const { shows, characters, ownership, generations, jobs } = parts;

  async function seenOf(subject: string): Promise<Seen | null> {
    const named = subjectIn(subject);
    if (named === null) return null;
    if (named.of === "character") {
      const character = await characters.read(named.id);
      if (character === null) return null;
      const { name, portrait, video } = character;
      return { name, kind: video === null ? "portrait" : "video", film: video, picture: portrait };
    }
    const show = await shows.read(named.id);
    if (show === null) return null;
    const star = (await characters.inShow(show.id)).find(({ portrait }) => portrait !== null);
    return { name: show.title, kind: "trailer", film: show.trailer, picture: star?.portrait ?? null };
  }

  return {
    kinds: castKinds,
    async own(playerId: string, named: PlaceSubject): Promise<string> {
      if ("showId" in named) return showSubject((await ownership.show(playerId, named.showId)).id);
      return characterSubject((await ownership.character(playerId, named.characterId)).character.id);
    },
    async look(subject: string) {
      const seen = await seenOf(subject);
      if (seen === null) return null;
      const url = urlOf(seen.film) ?? urlOf(seen.picture) ?? "";
      const rows = await generations.list({ kinds: castKinds, subjects: [subject], limit: newestAtMost });
      const generation = generationToTell(newestWithoutResult(rows), url !== "");
      const kind = castKinds.find((each) => each === generation?.kind) ?? seen.kind;
      return {
        kind,
        name: seen.name,
        url,
        posterUrl: urlOf(seen.picture) ?? "",
        generation,
        typicalSeconds: await jobs.typicalSeconds(kind),
      };
    },
  };
}

/** What goes on; else, where there is nothing to see, what failed. */
export function generationToTell(withoutResult: readonly Generation[], isSomethingSeen: boolean): Generation | null {
  const goingOn = withoutResult.find(({ endedAt, status }) => endedAt === null || status === "succeeded");
  return goingOn ?? (isSomethingSeen ? null : (withoutResult[0] ?? null));
}
