import type { CastKind, CharacterAnswer, ShowAnswer } from "../../contract/shows.ts";
import { isActive, jobsIn } from "./jobs/reconcile.ts";
import { keyOf } from "./jobs/task.ts";

type CharacterKind = Exclude<CastKind, "trailer">;

/** What a character has of a kind, or null. */
const madeOf = (character: CharacterAnswer, kind: CharacterKind): string | null =>
  kind === "portrait" ? character.portraitUrl : character.videoUrl;

/**
 * The characters that `generate-missing` would make something for: it is not there, nor on its way; and there is no video
 * without a portrait.
 *
 * @param activeKeys what is followed here, by `keyOf`
 */
export function missingOf(
  show: ShowAnswer,
  kind: CharacterKind,
  activeKeys: ReadonlySet<string>,
): readonly CharacterAnswer[] {
  return show.characters.filter((character) => {
    if (madeOf(character, kind) !== null) return false;
    if (kind === "video" && character.portraitUrl === null) return false;
    if (character.jobs.some((job) => job.kind === kind && isActive(job))) return false;
    return !activeKeys.has(keyOf({ kind, subjectId: character.id }));
  });
}

/** The jobs that failed by themselves and have nothing newer under way: one button tries them all again. */
export const failedJobsOf = (show: ShowAnswer, activeKeys: ReadonlySet<string>): readonly string[] =>
  jobsIn(show)
    .filter(({ order, job }) => job.status === "failed" && !wasCancelled(job) && !activeKeys.has(keyOf(order)))
    .map(({ job }) => job.jobId);

const CANCELLED = "cancelled";

/** Cancelled jobs are `failed` in the doors' words, and say so in their detail. */
export const wasCancelled = ({ detail, errorCode }: { detail: string | null; errorCode: string | null }): boolean =>
  errorCode === CANCELLED || detail === CANCELLED;
