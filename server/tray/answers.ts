import type { GenerationAnswer } from "../../contract/routes.ts";
import { cancelNotice } from "../generation/cancel-notice.ts";
import { type Generation, isEnded } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { TrayKinds } from "./kinds.ts";

/** Rows as their owners see them. */
export interface Answers {
  for(row: Generation): Promise<GenerationAnswer>;
  forAll(rows: readonly Generation[]): Promise<GenerationAnswer[]>;
}

export function createAnswers(
  generations: Pick<Generations, "typicalSeconds" | "placeInQueue">,
  kinds: TrayKinds,
): Answers {
  const typicalSeconds = async (kind: string): Promise<number> =>
    Math.round((await generations.typicalSeconds(kind)) ?? kinds.of({ kind }).typicalSecondsAtFirst);

  async function answer(row: Generation, typical: number): Promise<GenerationAnswer> {
    const kind = kinds.of(row);
    const isCancelling = row.cancelRequested && !isEnded(row.status);
    const { errorCode, errorMessage } = isCancelling ? cancelNotice : row;
    return {
      job_id: row.jobId,
      record_id: row.id,
      retry_of: row.retryOf,
      kind: row.kind,
      status: row.status,
      title: kind.titleOf(row),
      operation_id: row.operationId,
      progress: row.progress,
      queue_position: row.status === "queued" ? generations.placeInQueue(row.id) : 0,
      typical_seconds: typical,
      error_code: errorCode,
      error_message: errorMessage,
      created_at: new Date(row.createdAt).toISOString(),
      updated_at: new Date(row.updatedAt).toISOString(),
      ended_at: row.endedAt === null ? null : new Date(row.endedAt).toISOString(),
      result: row.status === "succeeded" ? kind.resultOf(row) : null,
      place: await kind.placeOf(row),
    };
  }

  return {
    for: async (row) => answer(row, await typicalSeconds(row.kind)),
    async forAll(rows) {
      const kindsHere = [...new Set(rows.map(({ kind }) => kind))];
      const typical = new Map(
        await Promise.all(kindsHere.map(async (kind) => [kind, await typicalSeconds(kind)] as const)),
      );
      return Promise.all(rows.map((row) => answer(row, typical.get(row.kind) ?? 0)));
    },
  };
}
