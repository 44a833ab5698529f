import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import { isOwnMachine } from "./own-machine.ts";
import type { ReplicateTask, TaskState } from "./tasks.ts";

/** How often it is looked whether a prediction has moved on, in ms of real time: the sandbox's clock may be put forward. */
const TICK_MS = 100;
/** Waits between the tries of the last webhook, in ms of real time; about a minute in all. */
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 16_000, 30_000];
const ANSWER_MS = 5_000;
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
      const left = events.filter((event) => !due.includes(event));
      if (left.length > 0) waiting.set(task, left);
      else waiting.delete(task);
      for (const event of due) begin(task, event);
    }
    if (waiting.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  }

  function begin(task: ReplicateTask, event: EventName): void {
    const sent = send(task, event).finally(() => sending.delete(sent));
    sending.add(sent);
  }

  /** Only the last one is tried again. */
  async function send(task: ReplicateTask, event: EventName): Promise<void> {
    const id = `msg_${randomUUID()}`;
    const body = JSON.stringify(parts.bodyOf(task));
    const times = task.hook?.how === "twice" ? 2 : 1;
    const pauses = event === "completed" ? RETRY_MS : [];
    for (let time = 0; time < times; time++) {
      for (const pause of [...pauses, null]) {
        if ((await post(task, id, body)) || pause === null) break;
        try {
          await delay(pause, undefined, { signal: closing.signal, ref: false });
        } catch (error) {
          if (closing.signal.aborted) return;
          throw error;
        }
      }
    }
  }

  async function post({ hook }: ReplicateTask, id: string, body: string): Promise<boolean> {
    if (hook === null) return true;
    const at = new Date(parts.realNow());
    const signature = new Webhook(await parts.secret()).sign(id, at, body);
    const headers = {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": signature,
    };
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(ANSWER_MS)]);
    try {
      const response = await fetch(hook.url, { method: "POST", headers, body, redirect: "manual", signal });
      await response.body?.cancel();
      return response.ok;
    } catch {
      // Whoever wanted to be told is not there, or too slow: it is for them to look.
      return false;
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

function hasCome(event: EventName, state: TaskState): boolean {
  if (event === "completed") return "endedAt" in state;
  return state.status !== "starting";
}
