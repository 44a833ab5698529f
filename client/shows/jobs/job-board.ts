import type { CastStatusAnswer, ShowAnswer } from "../../../contract/shows.ts";
import { ApiRefused } from "../../session/api.ts";
import { sentenceOf } from "../../ui/sentence-of.ts";
import type { CastDoor } from "./cast-door.ts";
import { dueJobs } from "./due.ts";
import { isFinalRefusal, isForgotten } from "./fate.ts";
import { newJob } from "./job.ts";
import { JobTable } from "./job-table.ts";
import type { KeptTasks } from "./kept-tasks.ts";
import { reconcile } from "./reconcile.ts";
import { story } from "./story.ts";
import { keyOf, type Order, type Task } from "./task.ts";

/** How often an order is sent before it is given up; a show that is read later still finds what was made of it. */
const ATTEMPTS_MAX = 8;

/** `unknown`: another tab saw its end, or the server has forgotten it. What became of it stands in its show. */
export interface Ended {
  readonly task: Task;
  readonly how: "succeeded" | "failed" | "unknown";
  readonly outputUrl: string | null;
  readonly detail: string | null;
}

interface BoardParts {
  readonly door: CastDoor;
  readonly kept: KeptTasks;
  now(): number;
  /** Before an order is sent once more. */
  pause(attempt: number): Promise<void>;
  newJobId(): string;
  /** A line for the console. */
  tell(line: string): void;
  onEnded(ended: Ended): void;
}

/** All jobs of portraits, videos and trailers that are under way, followed to their ends; never two for the same. */
export class JobBoard {
  readonly #parts: BoardParts;
  readonly #table: JobTable;
  readonly #asked = new Set<string>();
  #lastToldAtMs = Number.NEGATIVE_INFINITY;
  /** By `keyOf`. */
  readonly jobs: JobTable["jobs"];
  /** Why the last order for something was turned down, by `keyOf`. */
  readonly refusals: JobTable["refusals"];

  constructor(parts: BoardParts) {
    this.#parts = parts;
    this.#table = new JobTable(parts.now);
    this.jobs = this.#table.jobs;
    this.refusals = this.#table.refusals;
    parts.kept.onOthersChange(() => this.#followOthers());
  }

  /** Goes on with what this browser kept of an earlier visit. */
  resume(): void {
    for (const task of this.#parts.kept.read()) this.#resume(task);
  }

  /** Orders it, unless it is under way already in any tab. Resolves when the order was answered or given up. */
  async order(order: Order): Promise<void> {
    const { kept, now, newJobId, tell } = this.#parts;
    const known = this.#knownFor(order);
    if (known !== undefined) {
      tell(story.skipped(order, known.jobId));
      if (!this.jobs.peek().has(keyOf(order))) this.#follow(known, now());
      return;
    }
    const { kind, subjectId, showId } = order;
    const task: Task = { kind, subjectId, showId, jobId: newJobId(), startedAt: now() };
    this.#table.refuse(order, null);
    kept.put(task);
    this.#table.set(newJob(task, false, now()));
    tell(story.created(task));
    await this.#send(task);
  }

  /** Follows a job that the server has begun by other ways. */
  adopt(task: Task): void {
    this.#table.refuse(task, null);
    this.#parts.kept.put(task);
    this.#follow(task, this.#parts.now());
    this.#parts.tell(story.started(task));
  }

  /** Holds what is known against a show as the server has just told it. */
  reconcileWith(show: ShowAnswer): void {
    const { adopted, doubtful } = reconcile(this.jobs.peek().values(), show, this.#parts.now());
    for (const task of adopted) {
      this.#parts.kept.put(task);
      this.#resume(task);
    }
    for (const { task } of doubtful) void this.#ask(task);
  }

  /** The room told how a job stands. @returns whether it is one that is followed here */
  hear(jobId: string, news: Pick<CastStatusAnswer, "status" | "progress" | "detail" | "outputUrl">): boolean {
    this.#lastToldAtMs = this.#parts.now();
    const job = [...this.jobs.peek().values()].find(({ task }) => task.jobId === jobId);
    if (job !== undefined) this.#take(job.task, news);
    return job !== undefined;
  }

  /** Reads the status of those whose turn it is. */
  poll(isJoined: boolean): void {
    const live = { isJoined, lastToldAtMs: this.#lastToldAtMs };
    for (const { task } of dueJobs(this.jobs.peek().values(), live, this.#parts.now())) void this.#ask(task);
  }

  #knownFor(order: Order): Task | undefined {
    const key = keyOf(order);
    return this.jobs.peek().get(key)?.task ?? this.#parts.kept.read().find((task) => keyOf(task) === key);
  }

  async #send(task: Task): Promise<void> {
    for (let attempt = 1; this.#table.current(task) !== undefined; attempt++) {
      try {
        return this.#ordered(task, await this.#parts.door.order(task));
      } catch (error) {
        if (isFinalRefusal(error) || attempt === ATTEMPTS_MAX) return this.#giveUp(task, sentenceOf(error));
      }
      await this.#parts.pause(attempt);
      this.#parts.tell(story.repeated(task));
    }
  }

  /** @param ruling the job that the server answered with: where it is not ours, another one was active already */
  #ordered(task: Task, ruling: string): void {
    const { kept, now, tell } = this.#parts;
    tell(ruling === task.jobId ? story.started(task) : story.skipped(task, ruling));
    if (this.#table.current(task) === undefined) return;
    const ruled = { ...task, jobId: ruling };
    if (ruling !== task.jobId) kept.put(ruled);
    this.#follow(ruled, now());
  }

  #giveUp(task: Task, why: string): void {
    this.#parts.tell(story.refused(task, why));
    this.#table.refuse(task, why);
    this.#forget(task);
  }

  /** A reading that is due at once. */
  #resume(task: Task): void {
    this.#parts.tell(story.resuming(task));
    this.#follow(task, Number.NEGATIVE_INFINITY);
  }

  #follow(task: Task, heardAtMs: number): void {
    this.#table.set(newJob(task, true, heardAtMs));
  }

  async #ask(task: Task): Promise<void> {
    const { door, now, tell } = this.#parts;
    if (this.#asked.has(task.jobId)) return;
    this.#asked.add(task.jobId);
    try {
      this.#take(task, await door.status(task));
    } catch (error) {
      if (error instanceof ApiRefused && isForgotten(error, task, now())) {
        tell(story.forgotten(task));
        this.#end({ task, how: "unknown", outputUrl: null, detail: null });
      } else {
        this.#table.update(task, {});
      }
    } finally {
      this.#asked.delete(task.jobId);
    }
  }

  #take(task: Task, news: Pick<CastStatusAnswer, "status" | "progress" | "detail" | "outputUrl">): void {
    const job = this.#table.current(task);
    if (job === undefined) return;
    const { status, progress, detail, outputUrl } = news;
    const { tell } = this.#parts;
    if (status !== job.status || job.heardAtMs === Number.NEGATIVE_INFINITY) tell(story.status(task, status));
    if (status === "starting" || status === "processing") {
      this.#table.update(task, { status, progress, detail });
      return;
    }
    if (status === "succeeded") tell(story.completed(task, outputUrl ?? ""));
    else tell(story.failed(task, detail ?? ""));
    this.#end({ task, how: status, outputUrl, detail });
  }

  #end(ended: Ended): void {
    if (this.#table.current(ended.task) === undefined) return;
    this.#forget(ended.task);
    this.#parts.onEnded(ended);
  }

  #forget(task: Task): void {
    this.#table.drop(task);
    this.#parts.kept.remove(task.jobId);
  }

  /** Another tab has begun or seen the end of something. */
  #followOthers(): void {
    const kept = this.#parts.kept.read();
    const keptIds = new Set(kept.map(({ jobId }) => jobId));
    const keptKeys = new Set(kept.map(keyOf));
    for (const { task, isOrdered } of this.jobs.peek().values()) {
      if (isOrdered && !keptIds.has(task.jobId) && !keptKeys.has(keyOf(task))) {
        this.#end({ task, how: "unknown", outputUrl: null, detail: null });
      }
    }
    for (const task of kept) {
      const known = this.jobs.peek().get(keyOf(task));
      if (known === undefined || (known.isOrdered && known.task.jobId !== task.jobId)) {
        this.#follow(task, this.#parts.now());
      }
    }
  }
}
