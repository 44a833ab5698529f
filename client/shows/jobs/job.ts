import type { CastStatus } from "../../../contract/shows.ts";
import type { Task } from "./task.ts";

/** A job under way, as far as this tab has heard. */
export interface Job {
  readonly task: Task;
  /** Its order was answered: before that the server may not know it yet, and is not asked how it stands. */
  readonly isOrdered: boolean;
  readonly status: Extract<CastStatus, "starting" | "processing">;
  /** The provider's, 0 to 100; -1 for none. */
  readonly progress: number;
  /** Why it waits, in a sentence. */
  readonly detail: string | null;
  /** When this tab last heard of it or last asked, by its own clock in ms. */
  readonly heardAtMs: number;
}

export const newJob = (task: Task, isOrdered: boolean, heardAtMs: number): Job => ({
  task,
  isOrdered,
  status: "starting",
  progress: -1,
  detail: null,
  heardAtMs,
});
