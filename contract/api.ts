import type { z } from "zod";
import { ChatLine, JobCompleted, JobFailed, PollPortal, type RoomRequest } from "./messages.ts";
import {
  OperationAnswer,
  SessionAnswer,
  SessionBody,
  WorldAnswer,
  WorldsGenerateAnswer,
  WorldsGenerateBody,
} from "./routes.ts";

/** What each room request is for. The API page is made from these descriptions and the schemas. */
export const requestPurposes = {
  generate_world:
    "Generates a world behind a new portal at a place, or behind an own portal that is not generating. Answered as soon as the rows are committed; a regenerated portal keeps its old url until it succeeds.",
  connect_portal: "Leads a portal to an existing Marble world, by its address or id.",
  update_portal:
    "From the designated poller: what its look showed (`ready` with the url, or `error`). From a maker: hands an operation over that was started with `POST /api/worlds/generate` (`generating`).",
  retry_portal: "Tries an own failed portal again. A result that is still to be had is adopted instead of paid for.",
  cancel_portal: "Cancels what an own portal is generating.",
  remove_portal: "Removes an own portal. While it is generating this cancels; a generated world stays.",
  set_name: "Changes one's name, here and for later visits.",
  set_away: "Says that one's tab is hidden (then one is not asked to look), or visible again.",
  set_loading: "Says that one is loading a world, or has loaded it.",
  chat: "Says something to everybody in the world.",
} as const satisfies Record<RoomRequest, string>;

/** What a room sends by itself. */
export const roomPushes = {
  poll_portal: {
    payload: PollPortal,
    says: "To the designated poller only: look at this operation with this grant, within `deadlineMs`.",
  },
  chat: { payload: ChatLine, says: "Somebody said something; `from` is a session id, `at` ms since 1970." },
  job_completed: {
    payload: JobCompleted,
    says: "A generation succeeded and is settled. To its asker and to everyone who sees its subject, once per connection.",
  },
  job_failed: {
    payload: JobFailed,
    says: "A generation ended otherwise (`status`: `failed`, `cancelled`, `timed_out`).",
  },
} as const;

interface RouteDescription {
  readonly body?: z.ZodType;
  readonly answer?: z.ZodType;
  readonly says: string;
}

/** Every route by method and path. */
export const routes: Readonly<Record<string, RouteDescription>> = {
  "POST /api/session": {
    body: SessionBody,
    answer: SessionAnswer,
    says: "Opens a session, or renews the one whose cookie or bearer token comes along, even lately expired. Sets an HttpOnly cookie; clients without cookies send the token as `Authorization: Bearer`.",
  },
  "POST /api/worlds/generate": {
    body: WorldsGenerateBody,
    answer: WorldsGenerateAnswer,
    says: "Starts a world without a portal; waits up to 3 s for the provider to accept, then answers 202. Hand it over with `update_portal`.",
  },
  "GET /api/operations/:operationId": {
    answer: OperationAnswer,
    says: "Marble's Operation JSON as Marble sent it (here: what a client needs of it). With a grant in `X-Waygate-Grant` this is the server's own look; without one, what the last look saw.",
  },
  "GET /api/worlds/:worldId": {
    answer: WorldAnswer,
    says: "A generated world with its files, all served here; what was not made is null.",
  },
  "GET /api/generations/:job_id": {
    says: "How an own generation stands: `status`, `operation_id`, `queue_position`, `error_message`.",
  },
  "GET /assets/:hash.:ext": { says: "A stored file: immutable, with ranges." },
  "GET /health": { says: "200 while the process answers." },
  "GET /ready": {
    says: "200 while the database, and the sandbox where it is used, answer; else 503 and which part does not.",
  },
  "GET /monitor": {
    says: "The Colyseus monitor, basic auth with user `operator`, only when `MONITOR_PASSWORD` is set.",
  },
};
