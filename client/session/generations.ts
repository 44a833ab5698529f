import type { z } from "zod";
import { GenerationAnswer, GenerationsAnswer, RetryFailedAnswer } from "../../contract/routes.ts";
import { ApiRefused, answerIn } from "./api.ts";

/** Enough for all that can run at once and whatever else ended within the last hour. */
const LISTED_MAX = 100;

/** One's own generations, newest first; none without a session. @throws ApiRefused, or what `fetch` throws */
export async function listGenerations(): Promise<readonly GenerationAnswer[]> {
  const answer = await fetch(`/api/generations?mine&limit=${LISTED_MAX}`);
  try {
    return (await answerIn(answer, GenerationsAnswer)).generations;
  } catch (error) {
    if (error instanceof ApiRefused && error.status === 401) return [];
    throw error;
  }
}

/** Cancels an own generation, or tries an ended one again where it was. @throws ApiRefused, or what `fetch` throws */
export async function steerGeneration(jobId: string, how: "cancel" | "retry"): Promise<GenerationAnswer> {
  const answer = await fetch(`/api/generations/${encodeURIComponent(jobId)}/${how}`, { method: "POST" });
  return await answerIn(answer, GenerationAnswer);
}

export type RetriedFailed = z.infer<typeof RetryFailedAnswer>;

/** Tries those of these again that failed or timed out. @throws ApiRefused, or what `fetch` throws */
export async function retryFailed(jobIds: readonly string[]): Promise<RetriedFailed> {
  const these = new URLSearchParams(jobIds.map((jobId) => ["job_id", jobId]));
  const answer = await fetch(`/api/generations/retry-failed?${these}`, { method: "POST" });
  return await answerIn(answer, RetryFailedAnswer);
}
