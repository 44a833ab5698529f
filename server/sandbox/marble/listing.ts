import { z } from "zod";
import type { ListRequest } from "./requests.ts";
import { type MarbleTask, taskAt, updatedAt } from "./tasks.ts";

/** The last world of the page before: its sort time in ms and its id. New worlds in between move no page. */
const Cursor = z.tuple([z.number(), z.string()]);
type Cursor = z.infer<typeof Cursor>;

interface Page {
  readonly tasks: readonly MarbleTask[];
  readonly nextPageToken: string | null;
}

/** One page of `worlds:list`, newest first, or undefined when its page token is none of ours. */
export function listPage(tasks: readonly MarbleTask[], request: ListRequest, now: number): Page | undefined {
  const after = request.page_token ? readToken(request.page_token) : undefined;
  if (request.page_token && after === undefined) return undefined;
  const cursorOf = (task: MarbleTask): Cursor => [
    request.sort_by === "updated_at" ? updatedAt(task, now) : task.createdAt,
    task.worldId,
  ];
  const rest = tasks
    .filter((task) => isAskedFor(task, request, now))
    .sort((a, b) => newestFirst(cursorOf(a), cursorOf(b)))
    .filter((task) => after === undefined || newestFirst(after, cursorOf(task)) < 0);
  const page = rest.slice(0, request.page_size);
  const last = page.at(-1);
  const hasMore = rest.length > page.length && last !== undefined;
  return { tasks: page, nextPageToken: hasMore ? writeToken(cursorOf(last)) : null };
}

function isAskedFor(task: MarbleTask, request: ListRequest, now: number): boolean {
  const { tags, created_after: from, created_before: before, is_public: isPublic } = request;
  return (
    (!request.status || taskAt(task, now).status === request.status) &&
    (!request.model || task.model === request.model) &&
    (!tags?.length || tags.some((tag) => task.tags.includes(tag))) &&
    (isPublic == null || (task.permission.public === true) === isPublic) &&
    (from == null || task.createdAt >= from) &&
    (before == null || task.createdAt < before)
  );
}

function newestFirst([timeA, idA]: Cursor, [timeB, idB]: Cursor): number {
  if (timeA !== timeB) return timeB - timeA;
  return idA < idB ? -1 : idA > idB ? 1 : 0;
}

function writeToken(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString("base64url");
}

function readToken(token: string): Cursor | undefined {
  try {
    return Cursor.safeParse(JSON.parse(Buffer.from(token, "base64url").toString("utf8"))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
