import type { z } from "zod";
import { GenerationAnswer, GenerationsAnswer, RetryFailedAnswer } from "../../contract/routes.ts";
import { ApiRefused, answerIn } from "./api.ts";

/** The most that the server lists: all that can run at once, and what else ended within the last hour. */
const LISTED_MAX = 200;
/** The server tries so many again at a time. */
const RETRIED_AT_ONCE = 20;

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

/** Tries those of these again that failed or timed out, however many. @throws ApiRefused, or what `fetch` throws */
export async function retryFailed(jobIds: readonly string[]): Promise<RetriedFailed> {
  const all: RetriedFailed = { retried: [], refused: [] };
  for (let from = 0; from < jobIds.length; from += RETRIED_AT_ONCE) {
    const these = new URLSearchParams(jobIds.slice(from, from + RETRIED_AT_ONCE).map((jobId) => ["job_id", jobId]));
    const answer = await fetch(`/api/generations/retry-failed?${these}`, { method: "POST" });
    const { retried, refused } = await answerIn(answer, RetryFailedAnswer);
    all.retried.push(...retried);
    all.refused.push(...refused);
  }
  return all;
}
