import { z } from "zod";
import type { Journal } from "../journal.ts";
import { MarbleTask } from "./tasks.ts";

const TOPIC = "marble";

const Entry = z.discriminatedUnion("what", [
  z.object({ what: z.literal("task"), task: MarbleTask }),
  z.object({ what: z.literal("world_deleted"), worldId: z.string() }),
]);

/** All tasks there ever were, and which worlds their owner deleted: read from the journal, and written to it first. */
export interface TaskRegister {
  /** In order of creation, those of deleted worlds included: they stay billed. */
  all(): readonly MarbleTask[];
  /** Those whose world was not deleted. */
  kept(): readonly MarbleTask[];
  byOperation(operationId: string): MarbleTask | undefined;
  /** Undefined for a deleted world. */
  byWorld(worldId: string): MarbleTask | undefined;
  /** Resolves once the task would survive a kill. */
  add(task: MarbleTask): Promise<void>;
  deleteWorld(worldId: string): Promise<void>;
}

export function openRegister(journal: Journal): TaskRegister {
  const tasks: MarbleTask[] = [];
  const operations = new Map<string, MarbleTask>();
  const worlds = new Map<string, MarbleTask>();

  function apply(entry: z.infer<typeof Entry>): void {
    if (entry.what === "world_deleted") {
      worlds.delete(entry.worldId);
      return;
    }
    tasks.push(entry.task);
    operations.set(entry.task.operationId, entry.task);
    worlds.set(entry.task.worldId, entry.task);
  }

  async function write(entry: z.infer<typeof Entry>): Promise<void> {
    await journal.append(TOPIC, entry);
    apply(entry);
  }

  for (const entry of journal.past(TOPIC, Entry)) apply(entry);
  return {
    all: () => tasks,
    kept: () => [...worlds.values()],
    byOperation: (operationId) => operations.get(operationId),
    byWorld: (worldId) => worlds.get(worldId),
    add: (task) => write({ what: "task", task }),
    deleteWorld: (worldId) => write({ what: "world_deleted", worldId }),
  };
}
