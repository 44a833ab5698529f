import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Journal } from "../journal.ts";
import { ReplicateTask } from "./tasks.ts";

const TOPIC = "replicate";

const Entry = z.discriminatedUnion("what", [
  z.object({ what: z.literal("task"), task: ReplicateTask }),
  z.object({ what: z.literal("canceled"), id: z.string(), at: z.number() }),
  z.object({ what: z.literal("secret"), secret: z.string() }),
]);
type Entry = z.infer<typeof Entry>;

/** All predictions there ever were: read from the journal, and written to it first. */
export interface ReplicateRegister {
  /** In order of creation. */
  tasks(): readonly ReplicateTask[];
  /** Undefined for another owner's, too. */
  task(id: string, owner: string): ReplicateTask | undefined;
  taskOfAnyone(id: string): ReplicateTask | undefined;
  /** When its owner called it off, or null. */
  canceledAt(id: string): number | null;
  /** Resolves once the task would survive a kill; so do the next. */
  addTask(task: ReplicateTask): Promise<void>;
  /** The first call counts. */
  cancel(id: string, at: number): Promise<void>;
  /** What webhooks are signed with: made at the first need, and the same from then on. */
  secret(): Promise<string>;
}

export function openRegister(journal: Journal): ReplicateRegister {
  const tasks = new Map<string, ReplicateTask>();
  const canceled = new Map<string, number>();
  let secret: Promise<string> | null = null;

  function apply(entry: Entry): void {
    if (entry.what === "task") tasks.set(entry.task.id, entry.task);
    else if (entry.what === "secret") secret = Promise.resolve(entry.secret);
    else if (!canceled.has(entry.id)) canceled.set(entry.id, entry.at);
  }

  async function write(entry: Entry): Promise<void> {
    await journal.append(TOPIC, entry);
    apply(entry);
  }

  async function makeSecret(): Promise<string> {
    const made = `whsec_${randomBytes(24).toString("base64")}`;
    await journal.append(TOPIC, { what: "secret", secret: made } satisfies Entry);
    return made;
  }

  for (const entry of journal.past(TOPIC, Entry)) apply(entry);
  return {
    tasks: () => [...tasks.values()],
    task(id, owner) {
      const task = tasks.get(id);
      return task?.owner === owner ? task : undefined;
    },
    taskOfAnyone: (id) => tasks.get(id),
    canceledAt: (id) => canceled.get(id) ?? null,
    addTask: (task) => write({ what: "task", task }),
    cancel: (id, at) => write({ what: "canceled", id, at }),
    secret() {
      secret ??= makeSecret();
      return secret;
    },
  };
}
