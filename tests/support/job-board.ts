import { type Ended, JobBoard } from "../../client/shows/jobs/job-board.ts";
import { type KeptTasks, withTask } from "../../client/shows/jobs/kept-tasks.ts";
import type { Task } from "../../client/shows/jobs/task.ts";
import type { CastStatusAnswer } from "../../contract/shows.ts";

/** Several tabs of one browser, before a server that answers as it is told to. */
export function boards() {
  let kept: readonly Task[] = [];
  let ids = 0;
  let nowMs = 1_000_000;
  const listeners: { readonly tab: number; tell(): void }[] = [];
  const orders: Task[] = [];
  const asked: string[] = [];
  const pauses: number[] = [];
  const statuses = new Map<string, Partial<CastStatusAnswer> | Error>();
  /** What the next orders are answered with, beginning with the first; their own job where nothing is left. */
  const answers: (Promise<string> | Error)[] = [];

  function keptBy(tab: number): KeptTasks {
    const write = (tasks: readonly Task[]) => {
      kept = tasks;
      for (const listener of listeners) if (listener.tab !== tab) listener.tell();
    };
    return {
      read: () => kept,
      put: (task) => write(withTask(kept, task)),
      remove(jobId) {
        if (kept.some((task) => task.jobId === jobId)) write(kept.filter((task) => task.jobId !== jobId));
      },
      onOthersChange: (tell) => void listeners.push({ tab, tell }),
    };
  }

  let tabs = 0;
  function tab() {
    const lines: string[] = [];
    const ended: Ended[] = [];
    const board = new JobBoard({
      door: {
        async order(task) {
          orders.push(task);
          const answer = answers.shift();
          if (answer instanceof Error) throw answer;
          return (await answer) ?? task.jobId;
        },
        async status({ jobId }) {
          asked.push(jobId);
          const answer = statuses.get(jobId) ?? {};
          if (answer instanceof Error) throw answer;
          return { jobId, status: "processing", detail: null, outputUrl: null, progress: -1, ...answer };
        },
      },
      kept: keptBy(++tabs),
      now: () => nowMs,
      pause: async (attempt) => void pauses.push(attempt),
      newJobId: () => `job-${++ids}`,
      tell: (line) => lines.push(line),
      onEnded: (end) => ended.push(end),
    });
    return { board, lines, ended };
  }

  return {
    tab,
    orders,
    asked,
    pauses,
    statuses,
    answers,
    kept: () => kept,
    keep: (tasks: readonly Task[]) => {
      kept = tasks;
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
    now: () => nowMs,
  };
}
