import { z } from "zod";
import type { ListQuery } from "./requests.ts";
import type { ReplicateTask } from "./tasks.ts";

const PER_PAGE = 100;

/** Which way to go, and the prediction to go on from: its time in ms and its id. New ones in between move no page. */
const Cursor = z.tuple([z.enum(["next", "previous"]), z.number(), z.string()]);
type Cursor = z.infer<typeof Cursor>;

interface Page {
  readonly tasks: readonly ReplicateTask[];
  readonly next: string | null;
  readonly previous: string | null;
}

/** One page of predictions, newest first, or undefined when its cursor is none of ours. */
export function listPage(all: readonly ReplicateTask[], query: ListQuery): Page | undefined {
  const cursor = query.cursor === undefined ? null : readCursor(query.cursor);
  if (cursor === undefined) return undefined;
  const { created_after: after = Number.NEGATIVE_INFINITY, created_before: before = Number.POSITIVE_INFINITY } = query;
  const wanted = all
    .filter(({ createdAt }) => createdAt >= after && createdAt < before)
    .sort((a, b) => newestFirst(a, b));
  const from = startOf(wanted, cursor);
  const tasks = wanted.slice(from, from + PER_PAGE);
  const [first, last] = [tasks[0], tasks.at(-1)];
  return {
    tasks,
    next: last && from + PER_PAGE < wanted.length ? writeCursor(["next", last.createdAt, last.id]) : null,
    previous: first && from > 0 ? writeCursor(["previous", first.createdAt, first.id]) : null,
  };
}

function startOf(wanted: readonly ReplicateTask[], cursor: Cursor | null): number {
  if (cursor === null) return 0;
  const [way, createdAt, id] = cursor;
  const place = { createdAt, id };
  if (way === "previous") {
    const end = wanted.findIndex((task) => newestFirst(place, task) <= 0);
    return Math.max(0, (end < 0 ? wanted.length : end) - PER_PAGE);
  }
  const start = wanted.findIndex((task) => newestFirst(place, task) < 0);
  return start < 0 ? wanted.length : start;
}

type Place = Pick<ReplicateTask, "createdAt" | "id">;

function newestFirst(a: Place, b: Place): number {
  if (a.createdAt !== b.createdAt) return b.createdAt - a.createdAt;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

const writeCursor = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString("base64url");

function readCursor(text: string): Cursor | undefined {
  try {
    return Cursor.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8"))).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
