import type { JobCompleted, JobFailed } from "../../contract/messages.ts";
import type { ExhibitSnapshot } from "../session/snapshots.ts";
import type { Notice } from "../ui/notices.ts";
import { texts } from "../ui/texts.ts";
import { exhibitName } from "./exhibit-words.ts";

type JobNotice = Pick<Notice, "text" | "tone">;

const MODEL = "model";
const words = texts.notices;

/**
 * What to say of a model that is finished. Whoever gets the message is its asker or sees it stand: where it does not
 * stand in this room it can only be the former. Null for jobs of other kinds.
 */
export function noticeOfReady(
  job: JobCompleted,
  exhibits: readonly ExhibitSnapshot[],
  ownPlayerId: string,
): JobNotice | null {
  if (job.kind !== MODEL) return null;
  const exhibit = shownBy(job, exhibits, ownPlayerId);
  if (exhibit === undefined) return { text: words.myModelReady, tone: "good" };
  const name = exhibitName(exhibit);
  return exhibit.createdBy === ownPlayerId
    ? { text: words.myExhibitReady(name), tone: "good" }
    : { text: words.exhibitReady(name), tone: "plain" };
}

/** What to say of a model that was not made; its maker cancelled ones need no telling. Null for jobs of other kinds. */
export function noticeOfFailed(
  job: JobFailed,
  exhibits: readonly ExhibitSnapshot[],
  ownPlayerId: string,
): JobNotice | null {
  if (job.kind !== MODEL || job.status === "cancelled") return null;
  const exhibit = shownBy(job, exhibits, ownPlayerId);
  const text =
    exhibit === undefined ? words.modelFailed(job.error) : words.exhibitFailed(exhibitName(exhibit), job.error);
  return { text, tone: "bad" };
}

/** A job's id is its asker's own: one's own exhibit goes before somebody else's of the same id. */
function shownBy(
  job: Pick<JobCompleted, "job_id">,
  exhibits: readonly ExhibitSnapshot[],
  ownPlayerId: string,
): ExhibitSnapshot | undefined {
  const showing = exhibits.filter(({ jobId }) => jobId === job.job_id);
  return showing.find(({ createdBy }) => createdBy === ownPlayerId) ?? showing[0];
}
