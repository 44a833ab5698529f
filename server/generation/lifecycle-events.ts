import type { Json } from "./generation.ts";
import type { Observation, SearchOutcome, SubmitOutcome } from "./provider.ts";
import type { GenerationPatch } from "./store.ts";

/** Everything that can happen to a generation. Outcomes of calls to a provider are events as they come. */
export type LifecycleEvent =
  | { readonly type: "gate_opened" }
  | { readonly type: "waited_too_long" }
  | { readonly type: "uploaded"; readonly upload: Json }
  | { readonly type: "submitted"; readonly outcome: SubmitOutcome }
  | { readonly type: "lease_lapsed" }
  | { readonly type: "searched"; readonly outcome: SearchOutcome }
  /** `lookedAt` is when the look was asked for: the next one is due from there, however long the answer took. */
  | { readonly type: "looked"; readonly observation: Observation; readonly lookedAt: number }
  | { readonly type: "file_collected"; readonly role: string; readonly hash: string; readonly ext: string }
  | { readonly type: "files_collected" }
  | { readonly type: "collect_failed"; readonly message: string }
  | { readonly type: "cancel" }
  /** Somebody says that there is news at the provider. It is looked for, and nothing is believed. */
  | { readonly type: "hinted" }
  | { readonly type: "assigned"; readonly subject: string }
  /** `subject` is what it was settled onto: another one, assigned meanwhile, is still to be written. */
  | { readonly type: "settled"; readonly subject: string };

/** What the world outside has to be told after the row is committed. */
export type Effect =
  | { readonly type: "post" }
  | { readonly type: "close_gate"; readonly until: number }
  /** Nothing left for the provider, so the start that the gate counted was none. */
  | { readonly type: "return_permit"; readonly startedAt: number }
  | { readonly type: "cancel_at_provider"; readonly operationId: string }
  | { readonly type: "settle" };

export interface Step {
  /** Null when the event changes nothing. */
  readonly patch: GenerationPatch | null;
  readonly effects: readonly Effect[];
}

export const nothing: Step = { patch: null, effects: [] };
export const to = (patch: GenerationPatch, ...effects: Effect[]): Step => ({ patch, effects });
/** Nobody's claim. */
export const released = { leaseOwner: null, leaseUntil: null } as const;
