import { isRefunded, isUnderWay, type TripoTask } from "./tasks.ts";

/** What a fresh account holds. */
const STARTING_CREDITS = 1_000_000;

/** `/account/balance`. Credits of tasks under way are frozen: no longer there to be spent, not yet consumed. */
export function accountBalance(tasks: readonly TripoTask[], now: number): { balance: number; frozen: number } {
  const sum = (counted: (task: TripoTask) => boolean) =>
    tasks.filter(counted).reduce((credits, task) => credits + task.credits, 0);
  const gone = sum((task) => !isRefunded(task, now));
  return { balance: Math.max(0, STARTING_CREDITS - gone), frozen: sum((task) => isUnderWay(task, now)) };
}
