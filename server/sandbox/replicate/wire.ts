import type { PredictionLinks } from "./links.ts";
import { logsOf } from "./logs.ts";
import { isRemoved, type ReplicateTask, type TaskState, taskAt } from "./tasks.ts";

interface Seen {
  /** When its owner called it off, or null. */
  readonly canceledAt: number | null;
  readonly now: number;
  readonly links: PredictionLinks;
  /** `http://127.0.0.1:PORT` */
  readonly baseUrl: string;
}

/** Replicate's Prediction. What is not known yet is left out, as it is there. */
export function predictionJson(task: ReplicateTask, { canceledAt, now, links, baseUrl }: Seen): object {
  const state = taskAt(task, canceledAt, now);
  const gone = isRemoved(state, now);
  const { id, model, hook } = task;
  return {
    id,
    model,
    version: "hidden",
    input: gone ? {} : task.input,
    logs: gone ? "" : logsOf(task, state),
    output: gone ? null : outputOf(task, state, links),
    data_removed: gone,
    error: state.status === "failed" ? state.error : null,
    source: "api",
    status: state.status,
    created_at: dateTime(task.createdAt),
    ...("startedAt" in state && { started_at: dateTime(state.startedAt) }),
    ...("endedAt" in state && { completed_at: dateTime(state.endedAt) }),
    ...metricsOf(task, state),
    ...(task.cancelAfterMs !== null && { deadline: dateTime(task.createdAt + task.cancelAfterMs) }),
    ...(hook && { webhook: hook.url, webhook_events_filter: hook.events }),
    urls: {
      get: `${baseUrl}/v1/predictions/${id}`,
      cancel: `${baseUrl}/v1/predictions/${id}/cancel`,
      web: `https://replicate.com/p/${id}`,
    },
  };
}

function outputOf(task: ReplicateTask, state: TaskState, links: PredictionLinks): string | readonly string[] | null {
  if (state.status !== "succeeded") return null;
  return task.outputIsList ? [links.url(task)] : links.url(task);
}

function metricsOf(task: ReplicateTask, state: TaskState): object {
  if (!("startedAt" in state && "endedAt" in state)) return {};
  const seconds = (from: number) => (state.endedAt - from) / 1_000;
  return { metrics: { predict_time: seconds(state.startedAt), total_time: seconds(task.createdAt) } };
}

const dateTime = (ms: number): string => new Date(ms).toISOString();
