import type { ReplicateTask, TaskState } from "./tasks.ts";

/** How many steps its work has, and so how many its bar. */
const STEPS = 25;
const BAR_WIDTH = 10;

/** A prediction's logs as models write them: the seed, then a bar for every step so far. */
export function logsOf(task: ReplicateTask, state: TaskState): string {
  if (!("startedAt" in state)) return "";
  const { seed, showsProgress } = task;
  const lines = [`Using seed: ${seed}`];
  if (showsProgress) {
    const reached = Math.floor((progressOf(state) / 100) * STEPS);
    for (let step = 0; step <= reached; step++) lines.push(bar(step));
  } else lines.push("Running the model...");
  return `${lines.join("\n")}\n`;
}

function progressOf(state: TaskState): number {
  if (state.status === "processing") return state.progress;
  return state.status === "succeeded" ? 100 : 0;
}

function bar(step: number): string {
  const filled = Math.round((step / STEPS) * BAR_WIDTH);
  const percent = String(Math.round((step / STEPS) * 100)).padStart(3);
  return `${percent}%|${"█".repeat(filled).padEnd(BAR_WIDTH)}| ${step}/${STEPS}`;
}
