import type { Random } from "./random.ts";

type TaskEnd = "done" | "fails" | "fails_for_now";

/** A task as the provider knows it. Times in ms since 1970. */
export interface Task {
  readonly provider: string;
  readonly operationId: string;
  /** What it makes, as the provider names it. */
  readonly workId: string;
  readonly tag: string;
  /** What was handed over for it, by name; null when it is made from words. */
  readonly upload: string | null;
  readonly madeAt: number;
  /** Lists are behind: from when on a search finds it. */
  readonly listedAt: number;
  endsAt: number;
  end: TaskEnd;
  cancelled: boolean;
  /** Whether the provider still answers for the operation alone, or for the work neither. */
  forgotten: "nothing" | "operation" | "everything";
  /** How often its links were made anew; older ones are dead. */
  links: number;
}

/** What the provider made and billed: the truth about money. A task that fails is refunded as it fails. */
export interface Ledger {
  readonly tasks: readonly Task[];
  make(order: { provider: string; tag: string; upload: string | null; takesMs: number }, now: number): Task;
  /** Tasks with this tag that were charged and not refunded by now. */
  charges(tag: string, now: number): number;
  /** Whether a task with this tag goes on or is done, and can be found. */
  isToBeHad(tag: string, now: number): boolean;
}

const listLagMs = 40_000;

export function createLedger(random: Random): Ledger {
  const tasks: Task[] = [];
  return {
    tasks,
    make({ provider, tag, upload, takesMs }, now) {
      const number = tasks.length + 1;
      const task: Task = {
        provider,
        tag,
        upload,
        operationId: `op${number}`,
        workId: `work${number}`,
        madeAt: now,
        listedAt: random(3) === 0 ? now + listLagMs : now,
        endsAt: now + takesMs,
        end: "done",
        cancelled: false,
        forgotten: "nothing",
        links: 1,
      };
      tasks.push(task);
      return task;
    },
    isToBeHad: (tag, now) =>
      tasks.some(
        (task) =>
          task.tag === tag &&
          task.listedAt <= now &&
          task.forgotten === "nothing" &&
          !task.cancelled &&
          !hasFailed(task, now),
      ),
    charges: (tag, now) => tasks.filter((task) => task.tag === tag && !hasFailed(task, now)).length,
  };
}

export const hasFailed = (task: Task, now: number): boolean => task.end !== "done" && now >= task.endsAt;
