import type { Generation } from "../generation/generation.ts";
import type { OpenRoom } from "./feature.ts";
import { jobMessageFor } from "./job-messages.ts";
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
  const { type, message } = jobMessageFor(announced.resultOf, generation);
  for (const room of openRooms.all()) {
    if (announced.isShownIn(room, generation)) room.broadcast(type, message);
    else for (const sessionId of room.sessionsOf(generation.requestedBy)) room.send(sessionId, type, message);
  }
}
