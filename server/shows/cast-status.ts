import type { CastStatus, CastStatusAnswer } from "../../contract/shows.ts";
import { cancelNotice } from "../generation/cancel-notice.ts";
import { type Generation, isEnded } from "../generation/generation.ts";

type Standing = Pick<Generation, "status" | "settledAt" | "cancelRequested" | "errorMessage">;

/**
 * The core's words in those of the portrait, video and trailer doors. A success is told once its subject has it, so that
 * nobody who then reads the character finds nothing.
 */
export function castStatusOf({ status, settledAt }: Pick<Standing, "status" | "settledAt">): CastStatus {
  switch (status) {
    case "queued":
    case "submitting":
    case "unknown":
      return "starting";
    case "running":
    case "collecting":
      return "processing";
    case "succeeded":
      return settledAt === null ? "processing" : "succeeded";
    default:
      return "failed";
  }
}

/** @param place in the queue, 0 for none */
export function castDetail(row: Standing, place: number): string | null {
  if (row.status === "cancelled") return "cancelled";
  if (row.status === "timed_out") return "timed out";
  if (row.status === "failed") return row.errorMessage ?? "It failed without saying why.";
  if (isEnded(row.status)) return null;
  if (row.cancelRequested) return cancelNotice.errorMessage;
  if (row.status === "unknown") return "The provider's answer was lost: it is looked for there.";
  if (row.status === "queued" && place > 0) return `It waits for its turn: number ${place}.`;
  return null;
}

export interface CastWords {
  /** The file of a success, "hash.ext". */
  fileOf(row: Generation): string | null;
  placeInQueue(generationId: number): number;
}

/** @param jobId the asker's own, where it stands for another one */
export function castStatusAnswer(row: Generation, words: CastWords, jobId = row.jobId): CastStatusAnswer {
  const status = castStatusOf(row);
  const file = status === "succeeded" ? words.fileOf(row) : null;
  return {
    jobId,
    status,
    detail: castDetail(row, words.placeInQueue(row.id)),
    outputUrl: file === null ? null : `/assets/${file}`,
    progress: row.progress,
  };
}
