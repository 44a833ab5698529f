import type { CastJob, ShowAnswer } from "../../../contract/shows.ts";
import type { Job } from "./job.ts";
import { keyOf, type Order, type Task } from "./task.ts";

export interface Reconciled {
  /** The server has these under way: they are followed from now on, instead of others for the same. */
  readonly adopted: readonly Task[];
  /** Known here, but not to the show as it was read: their status tells what became of them. */
  readonly doubtful: readonly Job[];
}

export const isActive = ({ status }: Pick<CastJob, "status">): boolean =>
  status === "starting" || status === "processing";

/** Every job that a show tells of, its own and its cast's, with what it is for. */
export const jobsIn = (show: ShowAnswer): readonly { readonly order: Order; readonly job: CastJob }[] => [
  ...show.jobs.map((job) => ({ order: { kind: job.kind, subjectId: show.id, showId: show.id }, job })),
  ...show.characters.flatMap(({ id, jobs }) =>
    jobs.map((job) => ({ order: { kind: job.kind, subjectId: id, showId: show.id }, job })),
  ),
];

/** What is known here held against a show as the server tells it. The server rules; what was just ordered it may not know yet. */
export function reconcile(known: Iterable<Job>, show: ShowAnswer, nowMs: number): Reconciled {
  const ours = [...known].filter(({ task }) => task.showId === show.id);
  const byKey = new Map(ours.map((job) => [keyOf(job.task), job]));
  const active = jobsIn(show).filter(({ job }) => isActive(job));
  const activeKeys = new Set(active.map(({ order }) => keyOf(order)));
  const adopted = active.flatMap(({ order, job: { jobId, startedAt } }) => {
    const mine = byKey.get(keyOf(order));
    if (mine !== undefined && (!mine.isOrdered || mine.task.jobId === jobId)) return [];
    return [{ ...order, jobId, startedAt: startedAt === null ? nowMs : Date.parse(startedAt) }];
  });
  return { adopted, doubtful: ours.filter(({ isOrdered, task }) => isOrdered && !activeKeys.has(keyOf(task))) };
}
