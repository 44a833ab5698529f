import type { JobChanged } from "../../contract/messages.ts";
import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { OpenRooms } from "./open-rooms.ts";

/** How a generation stands, in the words of its kind; null for kinds of which nobody is told before their end. */
export type NewsOf = (generation: Generation) => Pick<JobChanged, "kind" | "status" | "progress" | "detail"> | null;

/**
 * Tells askers how their generations stand, wherever they are, whenever that has changed in this process. What is not told
 * (another process did it, the connection was away) their pages find out by asking.
 */
export function tellJobNews(
  generations: Pick<Generations, "listen">,
  openRooms: Pick<OpenRooms, "all">,
  newsOf: NewsOf,
): void {
  /** What was told last of those that are not settled; with the row where its place in the queue is told. */
  const told = new Map<number, { readonly text: string; readonly waiting: Generation | null }>();

  function tell(generation: Generation): void {
    const news = newsOf(generation);
    if (news === null) return;
    const { id, jobId: job_id, subject, requestedBy, settledAt } = generation;
    const { kind, status, progress, detail } = news;
    const message: JobChanged = { job_id, kind, subject, status, progress, detail };
    const text = JSON.stringify(message);
    const isNews = told.get(id)?.text !== text;
    if (settledAt === null) told.set(id, { text, waiting: generation.status === "queued" ? generation : null });
    else told.delete(id);
    if (!isNews) return;
    for (const room of openRooms.all()) {
      for (const sessionId of room.sessionsOf(requestedBy)) room.send(sessionId, "job_changed", message);
    }
  }

  generations.listen({
    changed: tell,
    queueMoved() {
      for (const { waiting } of [...told.values()]) if (waiting !== null) tell(waiting);
    },
  });
}
