import { type ReadonlySignal, signal } from "@preact/signals";
import type { Job } from "./job.ts";
import { keyOf, type Order, type Task } from "./task.ts";

type Subject = Pick<Order, "kind" | "subjectId">;

/** The jobs under way and the orders that were turned down: at most one for each kind and subject. */
export class JobTable {
  readonly #jobs = signal<ReadonlyMap<string, Job>>(new Map());
  readonly #refusals = signal<ReadonlyMap<string, string>>(new Map());
  readonly #now: () => number;
  /** By `keyOf`. */
  readonly jobs: ReadonlySignal<ReadonlyMap<string, Job>> = this.#jobs;
  /** Why the last order for something was turned down, by `keyOf`. */
  readonly refusals: ReadonlySignal<ReadonlyMap<string, string>> = this.#refusals;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The job as it is followed, unless that is another one by now. */
  current(task: Task): Job | undefined {
    const job = this.#jobs.peek().get(keyOf(task));
    return job?.task.jobId === task.jobId ? job : undefined;
  }

  set(job: Job): void {
    this.#jobs.value = new Map(this.#jobs.peek()).set(keyOf(job.task), job);
  }

  /** Something was heard of it, if only that nothing has changed. */
  update(task: Task, changed: Partial<Job>): void {
    const job = this.current(task);
    if (job !== undefined) this.set({ ...job, ...changed, heardAtMs: this.#now() });
  }

  drop(subject: Subject): void {
    const jobs = new Map(this.#jobs.peek());
    jobs.delete(keyOf(subject));
    this.#jobs.value = jobs;
  }

  /** @param why null: what was turned down before is asked for again */
  refuse(subject: Subject, why: string | null): void {
    const refusals = new Map(this.#refusals.peek());
    if (why === null) refusals.delete(keyOf(subject));
    else refusals.set(keyOf(subject), why);
    this.#refusals.value = refusals;
  }
}
