import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { isOwnMachine } from "./own-machine.ts";
import type { ReplicateTask, TaskState } from "./tasks.ts";
import { postWebhook } from "./webhook-post.ts";

/** How often it is looked whether a prediction has moved on, in ms of real time: the sandbox's clock may be put forward. */
const TICK_MS = 100;
/** Waits between the tries of the last webhook, in ms of real time; about a minute in all. */
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];
/** Those of a prediction that ended longer ago are not sent any more after a restart. */
const LATE_MS = 60_000;

type EventName = "start" | "completed";

export interface WebhookParts {
  stateOf(task: ReplicateTask): TaskState;
  bodyOf(task: ReplicateTask): object;
  secret(): Promise<string>;
  /** Of the sandbox's clock. */
  now(): number;
  /** Real time: what a signature's age is judged by. */
  realNow(): number;
}

/** Tells those who asked for it how predictions go, as Replicate does: signed, out of order or not, and never surely. */
export interface Webhooks {
  /** From now on its webhooks are sent. Those that come early have been delivered when this resolves. */
  follow(task: ReplicateTask): Promise<void>;
  close(): Promise<void>;
}

/** @param unfinished what the sandbox was in the middle of when it was ended. */
export function createWebhooks(parts: WebhookParts, unfinished: readonly ReplicateTask[]): Webhooks {
  const closing = new AbortController();
  /** Which events each prediction has still to tell of. */
  const waiting = new Map<ReplicateTask, readonly EventName[]>();
  const sending = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;

  function take(task: ReplicateTask, events: readonly EventName[]): void {
    if (task.hook === null || task.hook.how === "never" || !isOwnMachine(task.hook.url)) return;
    const { events: asked } = task.hook;
    const wanted = events.filter((event) => asked.includes(event));
    if (wanted.length === 0) return;
    waiting.set(task, wanted);
    timer ??= setInterval(tick, TICK_MS).unref();
  }

  function tick(): void {
    for (const [task, events] of waiting) {
      const state = parts.stateOf(task);
      const due = events.filter((event) => hasCome(event, state));
      // One that ended before it began never starts.
      const left = "endedAt" in state ? [] : events.filter((event) => !due.includes(event));
      if (left.length > 0) waiting.set(task, left);
      else waiting.delete(task);
      for (const event of due) begin(task, event);
    }
    if (waiting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  function begin(task: ReplicateTask, event: EventName): void {
    const sent = send(task, event)
      .catch((error: unknown) => console.error(`sandbox: a webhook of ${task.id} could not be sent:`, error))
      .finally(() => sending.delete(sent));
    sending.add(sent);
  }

  /** Only the last one is tried again. */
  async function send(task: ReplicateTask, event: EventName): Promise<void> {
    if (task.hook === null) return;
    const { url, how } = task.hook;
    const message = {
      id: `msg_${randomUUID()}`,
      body: JSON.stringify(parts.bodyOf(task)),
      secret: await parts.secret(),
    };
    const pauses = event === "completed" ? RETRY_MS : [];
    for (let times = how === "twice" ? 2 : 1; times > 0; times--) {
      for (const pause of [...pauses, null]) {
        if (await postWebhook(url, { ...message, at: parts.realNow() }, closing.signal)) break;
        if (pause === null || !(await waited(pause))) break;
      }
    }
  }

  /** False where the sandbox closes meanwhile. */
  async function waited(forMs: number): Promise<boolean> {
    try {
      await delay(forMs, undefined, { signal: closing.signal, ref: false });
      return true;
    } catch (error) {
      if (closing.signal.aborted) return false;
      throw error;
    }
  }

  for (const task of unfinished) {
    const state = parts.stateOf(task);
    if (!("endedAt" in state) || parts.now() < state.endedAt + LATE_MS) take(task, ["completed"]);
  }
  return {
    async follow(task) {
      if (task.hook?.how !== "early") return take(task, ["start", "completed"]);
      take(task, ["completed"]);
      if (isOwnMachine(task.hook.url)) await send(task, "start");
    },
    async close() {
      closing.abort();
      clearInterval(timer);
      await Promise.allSettled(sending);
    },
  };
}

const hasCome = (event: EventName, state: TaskState): boolean =>
  event === "completed" ? "endedAt" in state : "startedAt" in state;
