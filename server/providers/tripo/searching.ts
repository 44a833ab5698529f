import type { SearchOutcome } from "../../generation/provider.ts";
import { Task, TasksById, Usage } from "./wire.ts";

const perPage = 200;
const pagesMax = 5;
/** `tasks/list` takes no more. */
const idsPerList = 100;

type Ask = (path: string, body?: object) => Promise<unknown>;

/**
 * Finds the task that was made from a picture of ours, in the account's usage. Only a task whose input holds the token
 * is taken: a neighbour's is not ours.
 *
 * @param ask yields the answer's data, or undefined when there was none
 */
export async function findByToken(fileToken: string, ask: Ask): Promise<SearchOutcome> {
  for (let page = 0; page < pagesMax; page++) {
    const usage = Usage.safeParse(await ask(`account/usage?limit=${perPage}&offset=${page * perPage}`));
    if (!usage.success) return unanswered;
    const named = usage.data.find(({ input }) => holds(input, fileToken));
    if (named) return found(named.task_id);
    const unnamed = usage.data.filter(({ input }) => input === undefined).map(({ task_id }) => task_id);
    for (let from = 0; from < unnamed.length; from += idsPerList) {
      const listed = TasksById.safeParse(await ask("tasks/list", { task_ids: unnamed.slice(from, from + idsPerList) }));
      if (!listed.success) return unanswered;
      const task = Object.values(listed.data.tasks)
        .flatMap((each) => Task.safeParse(each).data ?? [])
        .find(({ input }) => holds(input, fileToken));
      if (task) return found(task.task_id);
    }
    if (usage.data.length < perPage) break;
  }
  return { type: "absent" };
}

/** The token stands alone or inside a file object; it is a random name that nothing else holds. */
const holds = (input: unknown, fileToken: string): boolean => JSON.stringify(input ?? null).includes(`"${fileToken}"`);

const found = (operationId: string): SearchOutcome => ({ type: "found", operationId, providerRef: null });

const unanswered: SearchOutcome = { type: "unanswered", message: "Tripo's list of tasks could not be read." };
