import { CastJobAnswer, type CastKind, CastStatusAnswer } from "../../../contract/shows.ts";
import { answerIn } from "../../session/api.ts";
import { postJson } from "../post-json.ts";
import type { Task } from "./task.ts";

const paths: Readonly<Record<CastKind, string>> = {
  portrait: "/api/characters/portrait",
  video: "/api/characters/video",
  trailer: "/api/shows/trailer",
};

/** The doors of portraits, videos and trailers. */
export interface CastDoor {
  /** @returns the job that rules: another one where one is active already. @throws ApiRefused, or what `fetch` throws */
  order(task: Task): Promise<string>;
  /** @throws ApiRefused, 404 for a forgotten job, or what `fetch` throws */
  status(task: Task): Promise<CastStatusAnswer>;
}

export const castDoor: CastDoor = {
  async order({ kind, jobId, subjectId }) {
    const subject = kind === "trailer" ? { showId: subjectId } : { characterId: subjectId };
    return (await answerIn(await postJson(paths[kind], { jobId, ...subject }), CastJobAnswer)).jobId;
  },
  async status({ kind, jobId }) {
    return answerIn(await fetch(`${paths[kind]}/status?${new URLSearchParams({ jobId })}`), CastStatusAnswer);
  },
};
