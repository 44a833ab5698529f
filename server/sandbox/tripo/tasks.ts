import { z } from "zod";
import type { Charge } from "../ledger.ts";

/** Tripo's name in faults, ledger and folders. */
export const PROVIDER = "tripo";

/** How a task ends. Only faults make anything but `succeeds`; `says` ends it with any word as its status. */
const Outcome = z.discriminatedUnion("how", [
  z.object({ how: z.enum(["succeeds", "fails", "fails_transiently", "moderated"]) }),
  z.object({ how: z.literal("says"), status: z.string() }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** Everything that is known of a model's generation, fixed when it is created. Its state is worked out from the time. */
export const TripoTask = z.object({
  taskId: z.string(),
  /** Whose key made it (see `ownerOf`): nobody else may see it. */
  owner: z.string(),
  model: z.string(),
  fileToken: z.string(),
  /** The most triangles the model may have, null for the artist's own number. */
  faceLimit: z.number().nullable(),
  /** The request, as answers echo it. */
  input: z.record(z.string(), z.unknown()),
  credits: z.number(),
  /** Milliseconds since 1970. */
  createdAt: z.number(),
  durationMs: z.number(),
  outcome: Outcome,
});
export type TripoTask = z.infer<typeof TripoTask>;

interface TaskError {
  readonly code: number;
  readonly message: string;
}

export type TaskState =
  | { readonly status: "queued" }
  | { readonly status: "running"; readonly progress: number }
  | { readonly status: "success"; readonly endedAt: number }
  | { readonly status: "failed"; readonly endedAt: number; readonly error: TaskError }
  | { readonly status: "other"; readonly endedAt: number; readonly word: string };

const ERRORS = {
  fails: { code: 2018, message: "The task is too complex to process" },
  fails_transiently: { code: 1001, message: "Internal server error, please retry" },
  moderated: { code: 2008, message: "The input violates the content policy" },
} as const satisfies Record<string, TaskError>;

/** A task that says one of these is not over, so its credits are not given back. */
const NOT_OVER: ReadonlySet<string> = new Set(["queued", "running", "success"]);

export function taskAt({ createdAt, durationMs, outcome }: TripoTask, now: number): TaskState {
  const endedAt = createdAt + durationMs;
  if (now < endedAt) {
    const share = Math.max(0, now - createdAt) / durationMs;
    return share === 0 ? { status: "queued" } : { status: "running", progress: Math.floor(share * 100) };
  }
  switch (outcome.how) {
    case "succeeds":
      return { status: "success", endedAt };
    case "says":
      return { status: "other", endedAt, word: outcome.status };
    default:
      return { status: "failed", endedAt, error: ERRORS[outcome.how] };
  }
}

export function isUnderWay(task: TripoTask, now: number): boolean {
  const { status } = taskAt(task, now);
  return status === "queued" || status === "running";
}

/** Credits are frozen when a task is created, and given back when it ends in anything but success. */
export function isRefunded(task: TripoTask, now: number): boolean {
  const state = taskAt(task, now);
  return state.status === "failed" || (state.status === "other" && !NOT_OVER.has(state.word));
}

export function chargeOf(task: TripoTask, now: number): Charge {
  return {
    provider: PROVIDER,
    operationId: task.taskId,
    tag: task.fileToken,
    kind: "model",
    at: task.createdAt,
    refunded: isRefunded(task, now),
  };
}
