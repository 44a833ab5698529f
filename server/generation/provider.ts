import type { Generation, Json, Output } from "./generation.ts";

/** What one POST came to. "unknown" is everything that cannot be told apart from "made and billed". */
export type SubmitOutcome =
  | {
      readonly type: "accepted";
      readonly operationId: string;
      readonly providerRef: string | null;
      readonly observed: Json;
    }
  | { readonly type: "refused"; readonly code: string; readonly message: string }
  /** `retryAt` is null when the provider gave no hint. */
  | { readonly type: "throttled"; readonly retryAt: number | null; readonly message: string }
  | { readonly type: "not_sent"; readonly message: string }
  | { readonly type: "unknown"; readonly message: string };

/** What handing files over came to. It costs nothing and may be repeated, so whatever fails before it counts as not sent. */
export type UploadOutcome =
  | { readonly type: "uploaded"; readonly upload: Json }
  | Extract<SubmitOutcome, { type: "refused" | "throttled" | "not_sent" }>;

/** For providers that want files of their own before they take a task that is made from them. */
export interface Uploads {
  /** Pure. While it says yes, nothing was submitted. */
  isNeeded(generation: Generation): boolean;
  send(generation: Generation, signal: AbortSignal): Promise<UploadOutcome>;
}

/** What one look showed. */
export type Observation =
  | {
      readonly type: "pending";
      readonly progress: number;
      readonly providerRef: string | null;
      readonly observed: Json;
    }
  | { readonly type: "done"; readonly output: Output; readonly providerRef: string | null; readonly observed: Json }
  | {
      readonly type: "failed";
      readonly code: string;
      readonly message: string;
      /** The provider's own transient failure, which it refunds: worth one more submit on the same row. */
      readonly transient: boolean;
      readonly observed: Json;
    }
  /** The provider does not know this task any more. */
  | { readonly type: "gone"; readonly message: string }
  /** The look itself failed: it says nothing about the task. */
  | { readonly type: "unanswered"; readonly message: string };

export type SearchOutcome =
  | { readonly type: "found"; readonly operationId: string | null; readonly providerRef: string | null }
  | { readonly type: "absent" }
  | { readonly type: "unanswered"; readonly message: string };

export interface GateLimits {
  readonly startsPerMinute: number;
  readonly startsPerHour: number;
  /** How many tasks it works on at once; absent where it does not count them. */
  readonly atOnce?: number;
}

/** Which of a provider's files may be fetched, and from where. */
export interface FileSource {
  /** Exact origins, and host suffixes written with a leading dot. */
  readonly hosts: readonly string[];
  readonly maxBytes: number;
}

/** Who makes it. One adapter per provider; it classifies and never retries, and its calls do not throw for what a provider does. */
export interface Provider {
  readonly name: string;
  readonly limits: GateLimits;
  readonly files: FileSource;
  /** Absent where a task is made from words alone. */
  readonly uploads?: Uploads;
  submit(generation: Generation, signal: AbortSignal): Promise<SubmitOutcome>;
  look(generation: Generation, signal: AbortSignal): Promise<Observation>;
  /** Looks for a task of ours by its tag. Never by guess: a neighbour's task is not ours. */
  search(generation: Generation, signal: AbortSignal): Promise<SearchOutcome>;
  /** Absent where the provider has no such call. A cancel that fails is not retried: the result is ignored anyway. */
  cancel?(operationId: string, signal: AbortSignal): Promise<void>;
}
