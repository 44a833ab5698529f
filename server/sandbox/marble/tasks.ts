import { z } from "zod";
import type { Charge } from "../ledger.ts";
import { PictureLook } from "../worlds/picture-look.ts";

/** Marble's name in faults, ledger and folders. */
export const PROVIDER = "marble";

/** How a task ends. Only faults make anything but `succeeds`. */
const Outcome = z.enum(["succeeds", "fails", "fails_transiently", "moderated"]);
export type Outcome = z.infer<typeof Outcome>;

/** Everything that is known of a world's generation, fixed when it is created. Its state is worked out from the time. */
export const MarbleTask = z.object({
  operationId: z.string(),
  worldId: z.string(),
  /** What the artist is told; for a picture without words, a stand-in sentence. */
  prompt: z.string(),
  /** What the artist takes from the picture that came with it; journals of earlier versions know of none. */
  picture: PictureLook.nullable().default(null),
  seed: z.number(),
  tags: z.array(z.string()),
  model: z.string(),
  displayName: z.string(),
  permission: z.record(z.string(), z.unknown()),
  /** The request's prompt as worlds echo it: without bytes that were sent inline. */
  worldPrompt: z.record(z.string(), z.unknown()),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  durationMs: z.number(),
  outcome: Outcome,
});
export type MarbleTask = z.infer<typeof MarbleTask>;

/** Marble's OperationError. The integers are not documented; these are the gRPC codes seen in its examples. */
interface TaskError {
  readonly code: number;
  readonly message: string;
}

export type TaskState =
  | { readonly status: "RUNNING" }
  | { readonly status: "SUCCEEDED"; readonly endedAt: number }
  | { readonly status: "FAILED"; readonly endedAt: number; readonly error: TaskError };

const ERRORS: Readonly<Record<Exclude<Outcome, "succeeds">, TaskError>> = {
  fails: { code: 3, message: "World generation failed" },
  fails_transiently: { code: 13, message: "Internal error, please retry" },
  moderated: { code: 3, message: "Content policy violation" },
};

/** Credits for a world from words or a picture. */
export const WORLD_CREDITS = 1580;

export function taskAt(task: MarbleTask, now: number): TaskState {
  const endedAt = task.createdAt + task.durationMs;
  if (now < endedAt) return { status: "RUNNING" };
  if (task.outcome === "succeeds") return { status: "SUCCEEDED", endedAt };
  return { status: "FAILED", endedAt, error: ERRORS[task.outcome] };
}

/** When the world last changed: at its end, before that at its creation. */
export function updatedAt(task: MarbleTask, now: number): number {
  const state = taskAt(task, now);
  return state.status === "RUNNING" ? task.createdAt : state.endedAt;
}

export function chargeOf(task: MarbleTask, now: number): Charge {
  return {
    provider: PROVIDER,
    operationId: task.operationId,
    tag: task.tags[0] ?? null,
    kind: "world",
    at: task.createdAt,
    refunded: taskAt(task, now).status === "FAILED",
  };
}
