import type { JobCompleted, JobFailed } from "../../contract/messages.ts";
import type { Generation } from "../generation/generation.ts";

/** The last word on a settled generation, the same wherever it is told. */
export type JobMessage =
  | { readonly type: "job_completed"; readonly message: JobCompleted }
  | { readonly type: "job_failed"; readonly message: JobFailed };

/** @param resultOf what its kind says of one that succeeded */
export function jobMessageFor(
  resultOf: (generation: Generation) => Record<string, unknown>,
  generation: Generation,
): JobMessage {
  const about = { record_id: generation.id, job_id: generation.jobId, kind: generation.kind };
  if (generation.status === "succeeded") {
    return { type: "job_completed", message: { ...about, result: resultOf(generation) } };
  }
  const error = generation.errorMessage ?? "It failed without saying why.";
  return { type: "job_failed", message: { ...about, status: generation.status, error } };
}
