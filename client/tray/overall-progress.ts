import type { GenerationAnswer } from "../../contract/routes.ts";
import { isRunning } from "./entries.ts";
import { shareOf } from "./entry-words.ts";

export interface OverallProgress {
  /** From 0 to 1. */
  readonly share: number;
  /** Part of it is the time against the usual one, which no maker has told. */
  readonly isEstimate: boolean;
}

/**
 * How far a player's tasks are together: those that run, and those that ended since the oldest of these was asked for, so
 * that it does not fall back when one of many is done. Null while nothing runs.
 */
export function overallProgress(list: readonly GenerationAnswer[], serverNowMs: number): OverallProgress | null {
  const running = list.filter(isRunning);
  if (running.length === 0) return null;
  const since = Math.min(...running.map(({ created_at }) => Date.parse(created_at)));
  const ended = list.filter(({ ended_at }) => ended_at !== null && Date.parse(ended_at) >= since).length;
  const done = running.reduce((sum, entry) => sum + (shareOf(entry, serverNowMs) ?? 0), ended);
  const isEstimate = running.some((entry) => entry.progress < 0 && (shareOf(entry, serverNowMs) ?? 0) > 0);
  return { share: done / (running.length + ended), isEstimate };
}
