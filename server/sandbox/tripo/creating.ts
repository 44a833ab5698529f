import { randomUUID } from "node:crypto";
import type { SandboxClock } from "../clock.ts";
import { refusal } from "./envelope.ts";
import { isPolygonal } from "./ordering.ts";
import type { TripoRegister } from "./register.ts";
import { isUnderWay, type TripoTask } from "./tasks.ts";

/** Tasks that one account may have under way at once: of the P series, and of all others. */
const AT_ONCE = { polygonal: 5, standard: 10 };

export type Draft = Omit<TripoTask, "taskId" | "createdAt">;

/**
 * Makes tasks, as long as their account has not too many under way.
 *
 * @throws (the returned function) Refusal with 2000 and the seconds until there is room.
 */
export function createTasks(clock: SandboxClock, register: TripoRegister): (draft: Draft) => Promise<TripoTask> {
  /** Tasks on their way into the journal: they take up room as well. */
  const arriving = new Set<TripoTask>();

  function refuseWhenFull({ owner, model }: Draft): void {
    const now = clock.now();
    const rivals = [...register.tasks(), ...arriving].filter(
      (task) => task.owner === owner && isPolygonal(task.model) === isPolygonal(model) && isUnderWay(task, now),
    );
    const limit = isPolygonal(model) ? AT_ONCE.polygonal : AT_ONCE.standard;
    if (rivals.length < limit) return;
    const roomAt = Math.min(...rivals.map(({ createdAt, durationMs }) => createdAt + durationMs));
    throw refusal({
      code: 2000,
      message: `You have ${limit} tasks under way, which is the limit.`,
      suggestion: "Wait until one of them has ended.",
      headers: { "retry-after": String(Math.max(1, Math.ceil((roomAt - now) / 1_000))) },
    });
  }

  return async (draft) => {
    refuseWhenFull(draft);
    const task: TripoTask = { taskId: randomUUID(), ...draft, createdAt: clock.now() };
    arriving.add(task);
    try {
      await register.addTask(task);
    } finally {
      arriving.delete(task);
    }
    return task;
  };
}
