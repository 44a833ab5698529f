import { castKinds } from "../../contract/shows.ts";
import { activeStatuses } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { CharacterRows } from "./character-rows.ts";
import { type FileCounts, hashOf } from "./keeping.ts";
import { type CharacterRow, characterSubject, type Made, type ShowRow, showSubject } from "./show.ts";
import type { ShowRows } from "./show-rows.ts";
import type { SubjectNews } from "./subject-news.ts";

/** Removes characters and shows, with what is under way for them and what stands of them in worlds. */
export interface Removing {
  character(character: CharacterRow): Promise<void>;
  show(show: ShowRow): Promise<void>;
}

export function createRemoving(parts: {
  readonly shows: Pick<ShowRows, "remove">;
  readonly characters: Pick<CharacterRows, "inShow" | "remove">;
  readonly generations: Pick<Generations, "list" | "cancel">;
  readonly files: Pick<FileCounts, "dropReference">;
  readonly news: SubjectNews;
}): Removing {
  const { shows, characters, generations, files, news } = parts;

  /** After the row is gone, so that nothing new is begun for it. */
  async function letGo(subject: string, results: readonly (Made | null)[]): Promise<void> {
    const active = { kinds: castKinds, subjects: [subject], statuses: activeStatuses, limit: castKinds.length };
    for (const row of await generations.list(active)) await generations.cancel(row);
    for (const made of results) if (made) await files.dropReference(hashOf(made.file));
    await news.removed(subject);
  }

  async function removeCharacter({ id, portrait, video }: CharacterRow): Promise<void> {
    if (await characters.remove(id)) await letGo(characterSubject(id), [portrait, video]);
  }

  return {
    character: removeCharacter,
    /** The characters first: a show that is left halfway is still there to be removed again. */
    async show({ id, trailer }) {
      for (const character of await characters.inShow(id)) await removeCharacter(character);
      if (await shows.remove(id)) await letGo(showSubject(id), [trailer]);
      // Somebody may have added one meanwhile.
      for (const character of await characters.inShow(id)) await removeCharacter(character);
    },
  };
}
