import { z } from "zod";
import type { Charge } from "../ledger.ts";

/** Replicate's name in faults, ledger and folders. */
export const PROVIDER = "replicate";

/** How long it keeps what it made, by the sandbox's clock. */
const KEPT_MS = 3_600_000;
/** Of its time, what a prediction waits for a machine. */
const WAITING_SHARE = 0.1;

const Work = z.discriminatedUnion("make", [
  z.object({ make: z.literal("portrait"), aspectRatio: z.number() }),
  /** Pictures by the hash of their bytes. */
  z.object({ make: z.literal("video"), picture: z.string().nullable(), seconds: z.number() }),
  z.object({ make: z.literal("trailer"), pictures: z.array(z.string()), seconds: z.number() }),
]);

const Hook = z.object({
  url: z.string(),
  events: z.array(z.string()),
  /** How its webhooks come. Only faults make anything but `once`. */
  how: z.enum(["once", "twice", "never", "early"]),
});

/** Everything that is known of a prediction, fixed when it is created. Its state is worked out from the time. */
export const ReplicateTask = z.object({
  id: z.string(),
  /** Whose token made it (see `ownerOf`): nobody else may see it. */
  owner: z.string(),
  model: z.string(),
  /** The request's input, as answers echo it: pictures in it are named by their hashes. */
  input: z.record(z.string(), z.unknown()),
  prompt: z.string(),
  seed: z.number(),
  work: Work,
  outputIsList: z.boolean(),
  hook: Hook.nullable(),
  /** From its creation, in ms; null without a deadline. */
  cancelAfterMs: z.number().nullable(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  durationMs: z.number(),
  /** Only faults make anything but `succeeds`. */
  outcome: z.enum(["succeeds", "fails", "fails_transiently", "moderated"]),
  /** Whether its logs say how far it is. */
  showsProgress: z.boolean(),
});
export type ReplicateTask = z.infer<typeof ReplicateTask>;

export type TaskState =
  | { readonly status: "starting" }
  | { readonly status: "processing"; readonly startedAt: number; readonly progress: number }
  | { readonly status: "succeeded"; readonly startedAt: number; readonly endedAt: number }
  | { readonly status: "failed"; readonly startedAt: number; readonly endedAt: number; readonly error: string }
  | { readonly status: "canceled"; readonly startedAt: number; readonly endedAt: number }
  /** Called off before it began, which costs nothing. */
  | { readonly status: "aborted"; readonly endedAt: number };

const ERRORS = {
  fails: "The model could not make anything of this input. (E1000)",
  fails_transiently: "Prediction interrupted; please retry (code: PA)",
  moderated: "The input or output was flagged as sensitive. Please try again with different inputs. (E005)",
} as const;

/** @param canceledAt when its owner called it off, null for not at all. */
export function taskAt(task: ReplicateTask, canceledAt: number | null, now: number): TaskState {
  const { createdAt, durationMs, cancelAfterMs, outcome } = task;
  const startedAt = createdAt + Math.round(durationMs * WAITING_SHARE);
  const endsAt = createdAt + durationMs;
  const deadlineAt = cancelAfterMs === null ? Number.POSITIVE_INFINITY : createdAt + cancelAfterMs;
  const calledOffAt = Math.min(canceledAt ?? Number.POSITIVE_INFINITY, deadlineAt);
  if (calledOffAt < endsAt && calledOffAt <= now) {
    return calledOffAt < startedAt
      ? { status: "aborted", endedAt: calledOffAt }
      : { status: "canceled", startedAt, endedAt: calledOffAt };
  }
  if (now < startedAt || now === createdAt) return { status: "starting" };
  if (now < endsAt) {
    const share = (now - startedAt) / (endsAt - startedAt);
    return { status: "processing", startedAt, progress: Math.floor(share * 100) };
  }
  if (outcome === "succeeds") return { status: "succeeded", startedAt, endedAt: endsAt };
  return { status: "failed", startedAt, endedAt: endsAt, error: ERRORS[outcome] };
}

/** An hour after its end nothing is left but the record. */
export const isRemoved = (state: TaskState, now: number): boolean =>
  "endedAt" in state && now >= state.endedAt + KEPT_MS;

export function chargeOf(task: ReplicateTask, canceledAt: number | null, now: number): Charge {
  const { status } = taskAt(task, canceledAt, now);
  return {
    provider: PROVIDER,
    operationId: task.id,
    tag: task.hook?.url.split("/").at(-1) ?? null,
    kind: task.work.make,
    at: task.createdAt,
    refunded: status === "failed" || status === "aborted",
  };
}
