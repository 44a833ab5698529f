import type { CastKind } from "../../contract/shows.ts";
import type { Generation } from "../generation/generation.ts";
import type { CharacterRows } from "./character-rows.ts";
import { type Made, subjectIn } from "./show.ts";
import type { ShowRows } from "./show-rows.ts";

/** Counts of stored files, so that nobody removes one that is shown. */
export interface FileCounts {
  addReference(hash: string): Promise<void>;
  dropReference(hash: string): Promise<void>;
}

/** Writes what was made onto its character or show. */
export interface Keeping {
  /** Idempotent. What was asked for earlier never replaces what was asked for later, whichever settles first. */
  keep(kind: CastKind, generation: Generation, file: string): Promise<void>;
}

export function createKeeping(parts: {
  readonly shows: Pick<ShowRows, "read" | "keepTrailer">;
  readonly characters: Pick<CharacterRows, "read" | "keep">;
  readonly files: FileCounts;
}): Keeping {
  const { shows, characters, files } = parts;

  /** What a subject has of a kind, and how that is replaced; null when the subject is gone. */
  async function placeFor(kind: CastKind, subject: string) {
    const named = subjectIn(subject);
    if (named === null) return null;
    const { id } = named;
    if (kind === "trailer") {
      const show = await shows.read(id);
      return show && { before: show.trailer, put: (after: Made) => shows.keepTrailer(id, show.trailer, after) };
    }
    const character = await characters.read(id);
    return (
      character && {
        before: character[kind],
        put: (after: Made) => characters.keep(id, kind, character[kind], after),
      }
    );
  }

  return {
    async keep(kind, generation, file) {
      // The row itself shows its file, too: a crash halfway leaves a count too many, and never one too few.
      if (generation.settledAt === null) await files.addReference(hashOf(file));
      const after: Made = { file, generationId: generation.id, askedAt: generation.createdAt };
      for (;;) {
        const place = await placeFor(kind, generation.subject);
        if (place === null || !isNewer(after, place.before)) return;
        await files.addReference(hashOf(file));
        if (await place.put(after)) {
          if (place.before) await files.dropReference(hashOf(place.before.file));
          return;
        }
        await files.dropReference(hashOf(file));
      }
    },
  };
}

/** Two that were asked for in the same millisecond are told apart somehow, and always in the same way. */
export function isNewer(made: Made, before: Made | null): boolean {
  if (before === null) return true;
  return made.askedAt === before.askedAt ? made.generationId > before.generationId : made.askedAt > before.askedAt;
}

export const hashOf = (file: string): string => file.slice(0, file.indexOf("."));
