import type { JobCompleted, JobFailed } from "../../contract/messages.ts";
import type { Generation } from "../generation/generation.ts";
import type { OpenRoom } from "./feature.ts";
import type { OpenRooms } from "./open-rooms.ts";

/** What a kind says of its ended generations. */
export interface Announced {
  readonly kind: string;
  /** The `result` of `job_completed`. */
  resultOf(generation: Generation): Record<string, unknown>;
  /** Whether a room shows the subject, so that everyone in it is told. */
  isShownIn(room: OpenRoom, generation: Generation): boolean;
}

/** Tells of a settled generation, once per connection: its asker wherever they are, and everyone who sees its subject. */
export function announceSettled(openRooms: OpenRooms, announced: Announced, generation: Generation): void {
  const { type, message } = messageFor(announced, generation);
  for (const room of openRooms.all()) {
    if (announced.isShownIn(room, generation)) room.broadcast(type, message);
    else for (const sessionId of room.sessionsOf(generation.requestedBy)) room.send(sessionId, type, message);
  }
}

function messageFor(announced: Announced, generation: Generation) {
  const about = { record_id: generation.id, job_id: generation.jobId, kind: generation.kind };
  if (generation.status === "succeeded") {
    const message: JobCompleted = { ...about, result: announced.resultOf(generation) };
    return { type: "job_completed", message };
  }
  const error = generation.errorMessage ?? "It failed without saying why.";
  const message: JobFailed = { ...about, status: generation.status, error };
  return { type: "job_failed", message };
}
