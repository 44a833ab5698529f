import { keep, readKept } from "../../session/browser-storage.ts";
import { keyOf, Task } from "./task.ts";

const STORAGE_KEY = "waygate:background-tasks";

/** The tasks that this browser knows to be under way, in all its tabs alike and beyond their closing. */
export interface KeptTasks {
  /** As they stand now, whichever tab wrote last. */
  read(): readonly Task[];
  /** Instead of any other one for the same. */
  put(task: Task): void;
  remove(jobId: string): void;
  /** Tells when another tab has changed them. */
  onOthersChange(tell: () => void): void;
}

/** @param kept as it was stored; what is not ours counts as nothing */
export function tasksIn(kept: string | null): readonly Task[] {
  let stored: unknown;
  try {
    stored = JSON.parse(kept ?? "[]");
  } catch {
    return [];
  }
  return Array.isArray(stored) ? stored.flatMap((entry) => Task.safeParse(entry).data ?? []) : [];
}

export const withTask = (tasks: readonly Task[], added: Task): readonly Task[] => [
  ...tasks.filter((task) => keyOf(task) !== keyOf(added)),
  added,
];

export const keptTasks: KeptTasks = {
  read,
  put: (task) => write(withTask(read(), task)),
  remove(jobId) {
    const tasks = read();
    if (tasks.some((task) => task.jobId === jobId)) write(tasks.filter((task) => task.jobId !== jobId));
  },
  onOthersChange(tell) {
    // Comes from the other tabs only; without a key when all that was kept is cleared.
    addEventListener("storage", ({ key }) => {
      if (key === STORAGE_KEY || key === null) tell();
    });
  },
};

function read(): readonly Task[] {
  return tasksIn(readKept(STORAGE_KEY));
}

function write(tasks: readonly Task[]): void {
  keep(STORAGE_KEY, JSON.stringify(tasks));
}
