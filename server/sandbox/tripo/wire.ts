import { MODEL_FILE, PREVIEW_FILE, type TaskLinks } from "./links.ts";
import { isRefunded, type TaskState, type TripoTask, taskAt } from "./tasks.ts";

const TYPE = "image_to_model";

/** What answers a creation. */
export function createdJson({ taskId }: TripoTask): object {
  return { task_id: taskId, type: TYPE, status: "queued" };
}

/** Tripo's Task. @param said a word to say in place of the task's own status. */
export function taskJson(task: TripoTask, now: number, links: TaskLinks, said: string | null): object {
  const state = taskAt(task, now);
  const isWhole = state.status === "success" && said === null;
  return {
    task_id: task.taskId,
    type: TYPE,
    status: said ?? wordOf(state),
    progress: progressOf(state),
    input: task.input,
    output: isWhole ? outputOf(task, links) : {},
    credits_consumed: creditsConsumed(task, now),
    created_at: dateTime(task.createdAt),
    completed_at: "endedAt" in state ? dateTime(state.endedAt) : null,
    error_code: state.status === "failed" ? state.error.code : null,
    error_message: state.status === "failed" ? state.error.message : null,
  };
}

/**
 * One entry of the account's usage. A copy of the interface description that is kept by hand shows none of the last two
 * fields: `isBare` leaves them out.
 */
export function usageJson(task: TripoTask, now: number, isBare: boolean): object {
  const entry = {
    task_id: task.taskId,
    type: TYPE,
    credits_consumed: creditsConsumed(task, now),
    created_at: dateTime(task.createdAt),
  };
  return isBare ? entry : { ...entry, status: wordOf(taskAt(task, now)), input: task.input };
}

function wordOf(state: TaskState): string {
  return state.status === "other" ? state.word : state.status;
}

function progressOf(state: TaskState): number {
  if (state.status === "running") return state.progress;
  return state.status === "success" ? 100 : 0;
}

function outputOf({ taskId }: TripoTask, links: TaskLinks): object {
  return {
    model_url: links.url(taskId, MODEL_FILE.name),
    rendered_image_url: links.url(taskId, PREVIEW_FILE.name),
  };
}

function creditsConsumed(task: TripoTask, now: number): number {
  return isRefunded(task, now) ? 0 : task.credits;
}

function dateTime(ms: number): string {
  return new Date(ms).toISOString();
}
