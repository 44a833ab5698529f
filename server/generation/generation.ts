/** What JSON can carry; inputs, observations and outputs are kept as such and parsed by the kind that knows them. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export const endedStatuses = ["succeeded", "failed", "cancelled", "timed_out"] as const;
export const activeStatuses = ["queued", "submitting", "unknown", "running", "collecting"] as const;
export type EndedStatus = (typeof endedStatuses)[number];
export type ActiveStatus = (typeof activeStatuses)[number];
/** The provider has it, or may have it. */
export const statusesAtProvider = ["submitting", "unknown", "running"] as const satisfies readonly ActiveStatus[];
export const isAtProvider = (status: GenerationStatus): boolean => statusesAtProvider.some((each) => each === status);
export type GenerationStatus = ActiveStatus | EndedStatus;

/** One paid task at a provider, from request to end: one database row. Times are ms since 1970 (UTC), null for not yet. */
export interface Generation {
  /** Random, below 2^53: it is readable by whoever knows it, so it must not be guessable. */
  readonly id: number;
  /** Unique per player and kind; the caller's own where the door lets it choose. */
  readonly jobId: string;
  readonly kind: string;
  readonly provider: string;
  readonly status: GenerationStatus;
  /** The provider's id of the task. Null before acceptance, and while only `providerRef` is known. */
  readonly operationId: string | null;
  /** What the task makes, as the provider names it (Marble: the world id); looked at when the operation is gone. */
  readonly providerRef: string | null;
  /** True when the task was found by search after its answer was lost. */
  readonly adopted: boolean;
  readonly input: Json;
  /** What the provider calls the files that were handed to it ahead of the POST; null before, and where there are none. */
  readonly upload: Json;
  /** The provider's last answer, as it was sent. */
  readonly observed: Json;
  readonly observedAt: number | null;
  /** While collecting: the result with the provider's links. After success: the result with our files. See `Output`. */
  readonly output: Output | null;
  /** 0 to 100, or -1 for unknown. */
  readonly progress: number;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** The player who asked. */
  readonly requestedBy: string;
  /** What it is for, as `feature:id`; "" while nobody has said so. */
  readonly subject: string;
  /** A second request with the same key joins this row. Null once ended. */
  readonly activeKey: string | null;
  readonly retryOf: number | null;
  /** Sent with the submit so that a search can tell our task from a neighbour's. */
  readonly submitTag: string;
  /** How many POSTs were made. */
  readonly attempts: number;
  /** How often in a row the present step was tried in vain; it sets the back-off and starts again with every progress. */
  readonly tries: number;
  /** The provider's own transient failure was refunded and the task queued once more; this happens at most once. */
  readonly resubmitted: boolean;
  readonly cancelRequested: boolean;
  /**
   * When the clock acts on this row next; a claim moves it to the end of its lease. While queued, before when it is not
   * tried again. Null for what waits for its turn and nothing else, and once settled.
   */
  readonly nextLookAt: number | null;
  readonly leaseOwner: string | null;
  readonly leaseUntil: number | null;
  /** Every writer reads it, writes only if it is unchanged, and adds one. */
  readonly version: number;
  readonly submittedAt: number | null;
  readonly acceptedAt: number | null;
  readonly deadlineAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly endedAt: number | null;
  readonly settledAt: number | null;
}

/** A file of the result. `hash` and `ext` are null until it is ours. */
export interface OutputFile {
  readonly role: string;
  readonly url: string;
  readonly required: boolean;
  readonly hash: string | null;
  readonly ext: string | null;
}

export interface Output {
  readonly files: readonly OutputFile[];
  /** What the kind's settling needs besides files (Marble: name, caption, scale…), parsed by the kind. */
  readonly facts: { readonly [key: string]: Json };
}

export const isEnded = (status: GenerationStatus): status is EndedStatus =>
  status === "succeeded" || status === "failed" || status === "cancelled" || status === "timed_out";

/** A parsed JSON body is JSON; this says so to the compiler, and drops what JSON cannot carry. */
export const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null));
