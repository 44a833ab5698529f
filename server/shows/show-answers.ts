import type { CastJob, CharacterAnswer, ShowAnswer, ShowSummary } from "../../contract/shows.ts";
import { type CharacterRow, characterSubject, type ShowRow, showSubject, urlOf } from "./show.ts";

type Jobs = ReadonlyMap<string, readonly CastJob[]>;

const picturesInSummary = 4;

export function characterAnswer(character: CharacterRow, jobs: Jobs): CharacterAnswer {
  const { id, showId, name, role, description, portrait, video } = character;
  return {
    id,
    showId,
    name,
    role,
    description,
    portraitUrl: urlOf(portrait),
    videoUrl: urlOf(video),
    jobs: [...(jobs.get(characterSubject(id)) ?? [])],
  };
}

export function showAnswer(show: ShowRow, characters: readonly CharacterRow[], jobs: Jobs): ShowAnswer {
  const { id, title, logline, autoGenerate, trailer, createdAt, updatedAt } = show;
  return {
    id,
    title,
    logline,
    autoGenerate,
    trailerUrl: urlOf(trailer),
    jobs: [...(jobs.get(showSubject(id)) ?? [])],
    characters: characters.map((character) => characterAnswer(character, jobs)),
    createdAt: new Date(createdAt).toISOString(),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}

export function showSummary(show: ShowRow, characters: readonly CharacterRow[], activeCount: number): ShowSummary {
  const { id, title, logline, autoGenerate, trailer, updatedAt } = show;
  const pictures = characters.flatMap(({ portrait }) => urlOf(portrait) ?? []);
  return {
    id,
    title,
    logline,
    autoGenerate,
    characterCount: characters.length,
    portraitCount: pictures.length,
    videoCount: characters.filter(({ video }) => video !== null).length,
    activeCount,
    portraitUrls: pictures.slice(0, picturesInSummary),
    trailerUrl: urlOf(trailer),
    updatedAt: new Date(updatedAt).toISOString(),
  };
}
