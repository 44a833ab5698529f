import { z } from "zod";
import {
  type CastKind,
  CharacterAnswer,
  type CharacterBody,
  GenerateMissingAnswer,
  ShowAnswer,
  type ShowBody,
  type ShowPatch,
  type ShowSummary,
  ShowsAnswer,
} from "../../contract/shows.ts";
import { ApiRefused, answerIn } from "../session/api.ts";
import { postJson } from "./post-json.ts";

const showPath = (showId: string): string => `/api/shows/${encodeURIComponent(showId)}`;
const characterPath = (characterId: string): string => `/api/characters/${encodeURIComponent(characterId)}`;

/** All of these throw ApiRefused, or what `fetch` throws. */
export async function listShows(): Promise<readonly ShowSummary[]> {
  return (await answerIn(await fetch("/api/shows"), ShowsAnswer)).shows;
}

export async function readShow(showId: string): Promise<ShowAnswer> {
  return await answerIn(await fetch(showPath(showId)), ShowAnswer);
}

export async function createShow(show: z.input<typeof ShowBody>): Promise<ShowAnswer> {
  return await answerIn(await postJson("/api/shows", show), ShowAnswer);
}

export async function changeShow(showId: string, changed: z.input<typeof ShowPatch>): Promise<ShowAnswer> {
  return await answerIn(await postJson(showPath(showId), changed, "PATCH"), ShowAnswer);
}

export type CharacterWords = z.input<typeof CharacterBody>;

export async function addCharacter(showId: string, words: CharacterWords): Promise<CharacterAnswer> {
  return await answerIn(await postJson(`${showPath(showId)}/characters`, words), CharacterAnswer);
}

export async function changeCharacter(characterId: string, words: CharacterWords): Promise<CharacterAnswer> {
  return await answerIn(await postJson(characterPath(characterId), words, "PATCH"), CharacterAnswer);
}

export const removeShow = (showId: string): Promise<void> => remove(showPath(showId));
export const removeCharacter = (characterId: string): Promise<void> => remove(characterPath(characterId));

/** What is not there any more counts as removed. */
async function remove(path: string): Promise<void> {
  try {
    await answerIn(await fetch(path, { method: "DELETE" }), z.unknown());
  } catch (error) {
    if (!(error instanceof ApiRefused && error.status === 404)) throw error;
  }
}

export async function generateMissing(showId: string, kind: CastKind): Promise<z.infer<typeof GenerateMissingAnswer>> {
  return await answerIn(await postJson(`${showPath(showId)}/generate-missing`, { kind }), GenerateMissingAnswer);
}
