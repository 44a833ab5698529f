import type { CastJob, CastKind } from "../../contract/shows.ts";
import { castKinds } from "../../contract/shows.ts";
import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import { type CastWords, castStatusAnswer } from "./cast-status.ts";

/** Beyond so many of a show's newest jobs its pages know of none. */
const newestAtMost = 600;

/** The jobs that a show's page tells of. */
export interface JobAnswers {
  /**
   * By subject: of each kind the newest, where it goes on or ended without a result.
   */
  of(subjects: readonly string[]): Promise<ReadonlyMap<string, readonly CastJob[]>>;
  /** What one usually takes, in whole seconds. */
  typicalSeconds(kind: CastKind): Promise<number>;
}

export function createJobAnswers(parts: {
  readonly generations: Pick<Generations, "list" | "typicalSeconds" | "placeInQueue">;
  readonly words: (kind: CastKind) => CastWords;
  readonly typicalSecondsAtFirst: Readonly<Record<CastKind, number>>;
}): JobAnswers {
  const { generations, words, typicalSecondsAtFirst } = parts;

  const typicalSeconds = async (kind: CastKind): Promise<number> =>
    Math.round((await generations.typicalSeconds(kind)) ?? typicalSecondsAtFirst[kind]);

  function answer(row: Generation, kind: CastKind, typical: number): CastJob {
    return {
      ...castStatusAnswer(row, words(kind)),
      kind,
      queuePosition: row.status === "queued" ? generations.placeInQueue(row.id) : 0,
      startedAt: row.acceptedAt === null ? null : new Date(row.acceptedAt).toISOString(),
      typicalSeconds: typical,
      errorCode: row.errorCode,
    };
  }

  return {
    typicalSeconds,
    async of(subjects) {
      const rows = await generations.list({ kinds: castKinds, subjects, limit: newestAtMost });
      const told = newestWithoutResult(rows);
      const bySubject = new Map<string, CastJob[]>();
      for (const kind of castKinds) {
        const ofKind = told.filter((row) => row.kind === kind);
        if (ofKind.length === 0) continue;
        const typical = await typicalSeconds(kind);
        for (const row of ofKind) {
          const jobs = bySubject.get(row.subject) ?? [];
          bySubject.set(row.subject, [...jobs, answer(row, kind, typical)]);
        }
      }
      return bySubject;
    },
  };
}

/**
 * Of each subject and kind the newest, unless its result is there.
 *
 * @param rows the newest first
 */
export function newestWithoutResult(rows: readonly Generation[]): Generation[] {
  const newest = new Map<string, Generation>();
  for (const row of rows) {
    const key = `${row.kind} ${row.subject}`;
    if (!newest.has(key)) newest.set(key, row);
  }
  return [...newest.values()].filter(({ status, settledAt }) => status !== "succeeded" || settledAt === null);
}
