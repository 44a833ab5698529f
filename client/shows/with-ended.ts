import type { CastJob, CharacterAnswer, ShowAnswer } from "../../contract/shows.ts";
import type { Ended } from "./jobs/job-board.ts";

/** The show with what a job came to, before it is read again: nothing on the page falls back to how it was. */
export function withEnded(show: ShowAnswer, ended: Ended): ShowAnswer {
  const { kind, subjectId, showId } = ended.task;
  if (showId !== show.id || ended.how === "unknown") return show;
  if (kind === "trailer") {
    return { ...show, jobs: jobsAfter(show.jobs, ended), trailerUrl: ended.outputUrl ?? show.trailerUrl };
  }
  const characters = show.characters.map((character) =>
    character.id === subjectId ? characterAfter(character, ended) : character,
  );
  return { ...show, characters };
}

function characterAfter(character: CharacterAnswer, ended: Ended): CharacterAnswer {
  const jobs = jobsAfter(character.jobs, ended);
  if (ended.outputUrl === null) return { ...character, jobs };
  return ended.task.kind === "portrait"
    ? { ...character, jobs, portraitUrl: ended.outputUrl }
    : { ...character, jobs, videoUrl: ended.outputUrl };
}

function jobsAfter(jobs: readonly CastJob[], { task, how, detail }: Ended): CastJob[] {
  const { kind, jobId } = task;
  const others = jobs.filter((job) => job.kind !== kind);
  if (how === "succeeded") return others;
  const failed = { status: "failed", outputUrl: null, progress: -1, queuePosition: 0, startedAt: null } as const;
  return [...others, { ...failed, jobId, kind, detail, typicalSeconds: 0, errorCode: null }];
}
