import type { CastKind } from "../../contract/shows.ts";
import type { KindTimes } from "../generation/kind.ts";
import { Refused } from "../refused.ts";
import { portraitPrompt, trailerPrompt, videoPrompt } from "./prompts.ts";
import { type CharacterRow, type Made, type ShowRow, urlOf } from "./show.ts";

/** Who a job is for: a character, or the show with its whole cast. */
export type Sitter =
  | { readonly of: "character"; readonly show: ShowRow; readonly character: CharacterRow }
  | { readonly of: "show"; readonly show: ShowRow; readonly cast: readonly CharacterRow[] };

interface Wanted {
  readonly prompt: string;
  readonly images: readonly string[];
}

/** What one kind has of its own; everything else is the same for all three. */
export interface CastMaking {
  readonly kind: CastKind;
  readonly of: Sitter["of"];
  /** The role of its output file that is the result. */
  readonly role: "picture" | "film";
  readonly times: KindTimes;
  /** What is there already. */
  have(sitter: Sitter): Made | null;
  /** @throws Refused `needs_portrait` */
  want(sitter: Sitter): Wanted;
}

const minuteMs = 60_000;
/** Replicate removes results after an hour. */
const collectMs = 55 * minuteMs;
const pictureTimes = { lookMs: 3_000, deadlineMs: 5 * minuteMs, collectMs };
const filmTimes = { lookMs: 3_000, deadlineMs: 10 * minuteMs, collectMs };

/** As many as the default model takes pictures of. */
const starsAtMost = 4;

export const castMakings: Readonly<Record<CastKind, CastMaking>> = {
  portrait: {
    kind: "portrait",
    of: "character",
    role: "picture",
    times: pictureTimes,
    have: (sitter) => characterOf(sitter).portrait,
    want: (sitter) => ({ prompt: portraitPrompt(characterOf(sitter)), images: [] }),
  },
  video: {
    kind: "video",
    of: "character",
    role: "film",
    times: filmTimes,
    have: (sitter) => characterOf(sitter).video,
    want(sitter) {
      const character = characterOf(sitter);
      const images = picturesOf([character]);
      if (images.length === 0) {
        throw new Refused("needs_portrait", `${character.name} has no portrait yet: generate that first.`);
      }
      return { prompt: videoPrompt(character), images };
    },
  },
  trailer: {
    kind: "trailer",
    of: "show",
    role: "film",
    times: filmTimes,
    have: ({ show }) => show.trailer,
    want({ show, ...sitter }) {
      const cast = sitter.of === "show" ? sitter.cast : [sitter.character];
      const stars = cast.filter(({ portrait }) => portrait !== null).slice(0, starsAtMost);
      if (stars.length === 0) {
        throw new Refused("needs_portrait", "A trailer needs at least one portrait of the cast: generate that first.");
      }
      return { prompt: trailerPrompt(show, stars), images: picturesOf(stars) };
    },
  },
};

const picturesOf = (cast: readonly CharacterRow[]): string[] => cast.flatMap(({ portrait }) => urlOf(portrait) ?? []);

function characterOf(sitter: Sitter): CharacterRow {
  if (sitter.of === "character") return sitter.character;
  throw new Error("A show has no portrait and no video of its own.");
}
