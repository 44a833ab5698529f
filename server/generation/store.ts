import type { ActiveStatus, Generation, GenerationStatus } from "./generation.ts";

/** What a new row starts from; the rest has one beginning (see `newGeneration`). */
export type GenerationPatch = Partial<Omit<Generation, "id" | "version" | "createdAt">>;

export interface GenerationFilter {
  readonly requestedBy?: string;
  readonly kinds?: readonly string[];
  readonly statuses?: readonly GenerationStatus[];
  /** Some hundreds at most. */
  readonly subjects?: readonly string[];
  readonly limit: number;
}

/** The row of a provider's gate: counters of its two windows, and until when it is closed. Times in ms since 1970. */
export interface GateRow {
  readonly provider: string;
  readonly minuteStartedAt: number;
  readonly minuteStarts: number;
  readonly hourStartedAt: number;
  readonly hourStarts: number;
  readonly notBefore: number;
  readonly version: number;
}

/** One contract suite holds every implementation to this (`tests/contract/generation-store.ts`). */
export interface GenerationStore {
  /**
   * Commits a new row. When its `activeKey`, or its `jobId` for that player and kind, is taken, nothing is written
   * and the row that holds it is returned instead.
   */
  insert(row: Generation): Promise<{ row: Generation; created: boolean }>;
  read(id: number): Promise<Generation | null>;
  /** Compare-and-set: writes `patch` and adds one to the version only if it still is `version`. Null when it is not. */
  write(id: number, version: number, patch: GenerationPatch): Promise<Generation | null>;
  /** The same for many rows at once, each under its own version: those that were written, in any order. */
  writeEach(rows: readonly Generation[], patch: GenerationPatch): Promise<Generation[]>;
  /** The newest of them; of one kind there is one at most. */
  findByJob(requestedBy: string, jobId: string, kind?: string): Promise<Generation | null>;
  findByOperation(provider: string, operationId: string): Promise<Generation | null>;
  /** The newest row for a subject. */
  findBySubject(subject: string): Promise<Generation | null>;
  list(filter: GenerationFilter): Promise<Generation[]>;
  /** Which of these generations a player has had retried: those that a row of the same player names as its `retryOf`. */
  retried(requestedBy: string, ids: readonly number[]): Promise<Set<number>>;
  /** Rows (none of them `queued`) whose `nextLookAt` is not after `now`, the longest due first. */
  due(now: number, limit: number): Promise<Generation[]>;
  /** The earliest `nextLookAt` of rows that are not `queued`. */
  nextDueAt(): Promise<number | null>;
  /** Every row that waits for a provider's gate, oldest first. */
  queued(provider: string): Promise<Generation[]>;
  /** How many rows the provider works on, or may: submitting, unknown and running ones. */
  underWay(provider: string): Promise<number>;
  /** For each of these players, when a task of theirs was last submitted to the provider. Players without one are absent. */
  lastSubmits(provider: string, playerIds: readonly string[]): Promise<Map<string, number>>;
  count(filter: {
    requestedBy: string;
    kinds?: readonly string[];
    statuses?: readonly ActiveStatus[];
    createdSince?: number;
  }): Promise<number>;
  /** Durations in ms (acceptance to end) of the newest succeeded rows of a kind. */
  recentDurations(kind: string, limit: number): Promise<number[]>;
  readGate(provider: string): Promise<GateRow>;
  /** Compare-and-set like `write`. False when somebody else was faster. */
  writeGate(gate: GateRow): Promise<boolean>;
}
