import type { CastJob } from "../../contract/shows.ts";
import { texts } from "../ui/texts.ts";
import type { Job } from "./jobs/job.ts";
import { isActive } from "./jobs/reconcile.ts";
import { wasCancelled } from "./missing.ts";

const words = texts.studio.card;

/** An estimate stays below this: that the usual time is over does not mean that it is done. */
const ESTIMATE_MAX = 0.95;

/** What a card shows of a portrait, a video or a trailer. */
export interface CardView {
  readonly url: string | null;
  /** Under way: how far, from 0 to 1 (null for unknown), in words, and which job to cancel (null: not ordered yet). */
  readonly making: { readonly share: number | null; readonly words: string; readonly jobId: string | null } | null;
  /** The newest job came to nothing: why, and which to try again. */
  readonly failed: { readonly reason: string; readonly jobId: string } | null;
}

interface CardFacts {
  readonly url: string | null;
  /** As the show told of it. */
  readonly told: CastJob | undefined;
  /** As this page follows it: newer, but without its queue place and times. */
  readonly followed: Job | undefined;
  readonly serverNowMs: number;
}

export function cardView({ url, told, followed, serverNowMs }: CardFacts): CardView {
  const active = told !== undefined && isActive(told) ? told : undefined;
  if (followed === undefined && active === undefined) {
    const reason = told === undefined ? null : reasonOf(told, url !== null);
    return { url, making: null, failed: reason === null || told === undefined ? null : { reason, jobId: told.jobId } };
  }
  const jobId = followed?.isOrdered === false ? null : (followed?.task.jobId ?? active?.jobId ?? null);
  const same = followed === undefined || active?.jobId === followed.task.jobId ? active : undefined;
  const status = followed?.status ?? active?.status ?? "starting";
  const detail = (followed === undefined ? active?.detail : followed.detail) ?? "";
  if (status === "starting") {
    const queued = same === undefined || same.queuePosition === 0 ? "" : words.queued(same.queuePosition);
    return { url, making: { share: null, words: detail || queued || words.starting, jobId }, failed: null };
  }
  const progress = Math.max(followed?.progress ?? -1, same?.progress ?? -1);
  const { share, percent } = progress >= 0 ? provided(progress) : estimated(same, serverNowMs);
  return { url, making: { share, words: [percent, detail].filter(Boolean).join(" · "), jobId }, failed: null };
}

/** What was called off while there is one already is as if it had not been asked for. */
function reasonOf(job: CastJob, isThereOne: boolean): string | null {
  if (!wasCancelled(job)) return job.detail || words.noReason;
  return isThereOne ? null : words.cancelled;
}

function provided(progress: number): { share: number; percent: string } {
  return { share: Math.min(progress, 100) / 100, percent: words.percent(Math.min(progress, 100)) };
}

/** By the time it has taken against what it usually takes; marked, since nobody told it. */
function estimated(job: CastJob | undefined, serverNowMs: number): { share: number | null; percent: string } {
  if (job === undefined || job.startedAt === null || job.typicalSeconds === 0) {
    return { share: null, percent: words.processing };
  }
  const elapsedMs = Math.max(0, serverNowMs - Date.parse(job.startedAt));
  const share = Math.min(elapsedMs / (job.typicalSeconds * 1000), ESTIMATE_MAX);
  return { share, percent: words.estimate(share * 100) };
}
