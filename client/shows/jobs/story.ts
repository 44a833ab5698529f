import type { CastKind } from "../../../contract/shows.ts";
import type { Order, Task } from "./task.ts";

const titled = (kind: CastKind): string => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
type Subject = Pick<Order, "kind" | "subjectId">;

/** What the console tells of jobs, in the words of the seed: people search their logs for them. */
export const story = {
  automatic: (kind: CastKind, name: string) => `Auto-generating ${kind} for: ${name}`,
  created: ({ kind, subjectId, jobId }: Task) => `Created background task for ${kind}: ${subjectId} (job: ${jobId})`,
  started: ({ kind, subjectId, jobId }: Task) => `${titled(kind)} generation started for ${subjectId}, job: ${jobId}`,
  status: ({ kind, subjectId }: Subject, status: string) => `${titled(kind)} ${subjectId} status: ${status}`,
  completed: ({ kind, subjectId }: Subject, url: string) => `${titled(kind)} ${subjectId} completed: ${url}`,
  failed: ({ kind, subjectId }: Subject, why: string) => `${titled(kind)} ${subjectId} failed: ${why}`,
  refused: ({ kind, subjectId }: Subject, why: string) => `${titled(kind)} for ${subjectId} was not started: ${why}`,
  skipped: ({ kind, subjectId }: Subject, jobId: string) =>
    `${titled(kind)} for ${subjectId} already has active job ${jobId}, skipping duplicate call`,
  repeated: ({ kind, subjectId, jobId }: Task) =>
    `${titled(kind)} for ${subjectId} was not answered, asking again under the same job ${jobId}`,
  resuming: ({ kind, subjectId }: Subject) => `Resuming ${kind} polling for ${subjectId}`,
  forgotten: ({ kind, subjectId, jobId }: Task) =>
    `${titled(kind)} ${subjectId}: job ${jobId} is no longer known, reading the show instead`,
  loading: "Loading show, reset auto-gen checks",
  found: (n: number) => `Found ${n} active background tasks for this show`,
  active: ({ kind, subjectId }: Subject, status: string) => `   - ${kind} (${subjectId}): ${status}`,
  loaded: "Show loaded successfully",
} as const;
