import type { z } from "zod";
import { ChatLine, JobChanged, JobCompleted, JobFailed, PollPortal } from "../../contract/messages.ts";
import { requestsOf, type SendRequest } from "./requests.ts";
import type { WorldRoom } from "./world-room.ts";

/** What the server tells a client by itself, each in the contract's form. */
export interface RoomListeners {
  onPoll(poll: PollPortal, request: SendRequest): void;
  onChat(line: ChatLine): void;
  onJobChanged(job: JobChanged): void;
  onJobCompleted(job: JobCompleted): void;
  onJobFailed(job: JobFailed): void;
}

/** Hands the room's messages on; one that is out of contract is logged and dropped. Ends with the room. */
export function listenTo(room: WorldRoom, listeners: RoomListeners): void {
  const request = requestsOf(room);
  on(room, "poll_portal", PollPortal, (poll) => listeners.onPoll(poll, request));
  on(room, "chat", ChatLine, (line) => listeners.onChat(line));
  on(room, "job_changed", JobChanged, (job) => listeners.onJobChanged(job));
  // A message may overtake the state that it speaks of: these two are told once the next patch is decoded.
  on(room, "job_completed", JobCompleted, (job) => room.onStateChange.once(() => listeners.onJobCompleted(job)));
  on(room, "job_failed", JobFailed, (job) => room.onStateChange.once(() => listeners.onJobFailed(job)));
}

function on<T>(room: WorldRoom, type: string, schema: z.ZodType<T>, listener: (message: T) => void): void {
  room.onMessage(type, (message: unknown) => {
    const parsed = schema.safeParse(message);
    if (parsed.success) listener(parsed.data);
    else console.warn(`A "${type}" message is not in the agreed form.`, parsed.error.issues);
  });
}
