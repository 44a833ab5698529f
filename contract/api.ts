import type { z } from "zod";
import { ChatLine, JobChanged, JobCompleted, JobFailed, PollPortal, type RoomRequest } from "./messages.ts";
import {
  Generate3dAnswer,
  Generate3dBody,
  GenerationAnswer,
  GenerationsAnswer,
  ModelStatusAnswer,
  OperationAnswer,
  RetryFailedAnswer,
  SessionAnswer,
  SessionBody,
  TicketAnswer,
  UploadAnswer,
  WorldAnswer,
  WorldsGenerateAnswer,
  WorldsGenerateBody,
} from "./routes.ts";
import {
  CastJobAnswer,
  CastStatusAnswer,
  CharacterAnswer,
  CharacterBody,
  CharacterJobBody,
  CharacterPatch,
  GenerateMissingAnswer,
  GenerateMissingBody,
  ShowAnswer,
  ShowBody,
  ShowJobBody,
  ShowPatch,
  ShowsAnswer,
} from "./shows.ts";

/** What each room request is for. The API page is made from these descriptions and the schemas. */
export const requestPurposes = {
  generate_world:
    "Generates a world behind a new portal at a place, or behind an own portal that is not generating. Answered as soon as the rows are committed; a regenerated portal keeps its old url until it succeeds. With `imageUploadId`, the `uploadId` of `POST /api/uploads`, it is made from that picture and the words.",
  connect_portal: "Leads a portal to an existing Marble world, by its address or id.",
  update_portal:
    "From the designated poller: what its look showed (`ready` with the url, or `error`). From a maker: hands an operation over that was started with `POST /api/worlds/generate` (`generating`).",
  retry_portal: "Tries an own failed portal again. A result that is still to be had is adopted instead of paid for.",
  cancel_portal: "Cancels what an own portal is generating.",
  remove_portal: "Removes an own portal. While it is generating this cancels; a generated world stays.",
  place_exhibit:
    "Stands what an own generation makes into the world, at a place; it may still be generating. With `characterId` or `showId` instead of `jobId` it shows whatever that has by now: a character's portrait, then its video; a show's trailer. The same may stand in several places.",
  move_exhibit: "Moves, turns and scales an own exhibit. Scale 1 fits into a cube of 2 m.",
  remove_exhibit:
    "Removes an own exhibit. What it shows stays with its maker's generations, and goes on while it is generating.",
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
  job_changed: {
    payload: JobChanged,
    says: "A portrait, video or trailer stands differently, in the words of its status route. To its asker only; a page that gets them may leave its status polling.",
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
    says: "Starts a world without a portal, from words or from the picture of an `imageUploadId`, too; waits up to 3 s for the provider to accept, then answers 202. Hand it over with `update_portal`.",
  },
  "GET /api/operations/:operationId": {
    answer: OperationAnswer,
    says: "Marble's Operation JSON as Marble sent it (here: what a client needs of it). With a grant in `X-Waygate-Grant` this is the server's own look; without one, what the last look saw.",
  },
  "GET /api/worlds/:worldId": {
    answer: WorldAnswer,
    says: "A generated world with its files, all served here; what was not made is null.",
  },
  "POST /api/uploads": {
    answer: UploadAnswer,
    says: "Keeps a picture: the body is the file itself (PNG, JPEG or WebP by its content, at most 10 MB and 50 million pixels), not a form. It is turned upright, freed of its metadata and made at most 2048 pixels long; the same picture has the same id. 201, or 413 and 415 with a sentence.",
  },
  "POST /api/generate-3d": {
    body: Generate3dBody,
    answer: Generate3dAnswer,
    says: "Starts a 3D model from a picture; answered 202 at once. `imageUrl` is an https link, a data URL, or the `url` of `POST /api/uploads`; `sessionId` is an opaque label of the caller's. Each valid call is a new job; under an `Idempotency-Key` header that one sent before, it is the first one's (without a session: if the body is the same, too). What is wrong with the picture on its face is 400; what the network would have to tell (no picture there, too large) comes as `failed` later, uncharged.",
  },
  "POST /api/generate-3d/sync": {
    body: Generate3dBody,
    answer: ModelStatusAnswer,
    says: "The same, answered with the status object at the end, however it ended. Hanging up does not cancel.",
  },
  "GET /api/generation-status/:record_id": {
    answer: ModelStatusAnswer,
    says: 'How a 3D model stands; also under `/api/status/:record_id`. Readable by whoever knows the `record_id`. `3d_url` and `image_url` come with `completed`, `error_message` with `failed`, `cancelled` and `timeout`. All addresses are relative to this server, as `status_url` is: pages of other origins resolve them against it (`new URL(status["3d_url"], server)`).',
  },
  "GET /api/shows": {
    answer: ShowsAnswer,
    says: "One's own shows, the newest first. All routes of shows need a session.",
  },
  "POST /api/shows": {
    body: ShowBody,
    answer: ShowAnswer,
    says: "Makes a show; 201. With `autoGenerate` its page asks for what is missing when its owner opens it: the server only keeps the switch.",
  },
  "GET /api/shows/:showId": {
    answer: ShowAnswer,
    says: "An own show with its characters, what they have, and the jobs that go on or failed. A foreign show is answered like an unknown one.",
  },
  "PATCH /api/shows/:showId": { body: ShowPatch, answer: ShowAnswer, says: "Changes what is named." },
  "DELETE /api/shows/:showId": {
    says: "Removes a show and its characters, cancels their jobs, and takes their exhibits out of all worlds.",
  },
  "POST /api/shows/:showId/characters": {
    body: CharacterBody,
    answer: CharacterAnswer,
    says: "Adds a character; 201. A show has 50 at most.",
  },
  "PATCH /api/characters/:characterId": {
    body: CharacterPatch,
    answer: CharacterAnswer,
    says: "Changes what is named.",
  },
  "DELETE /api/characters/:characterId": { says: "Removes a character as a show is removed." },
  "POST /api/shows/:showId/generate-missing": {
    body: GenerateMissingBody,
    answer: GenerateMissingAnswer,
    says: "Asks for what is not there and not on its way: of all characters, or the show's trailer. What is refused, and why, does not keep the others.",
  },
  "POST /api/characters/portrait": {
    body: CharacterJobBody,
    answer: CastJobAnswer,
    says: "Asks for a portrait, and answers 202 at once whatever the provider does. `jobId` is the caller's own and makes the same call the same job, for good; for something else it is refused (`job_id_reused`). While one goes on for the character, that one's `jobId` is answered instead, and one's own stands for it from then on.",
  },
  "GET /api/characters/portrait/status": {
    answer: CastStatusAnswer,
    says: "`?jobId=`: how it stands. `detail` says why it waits or failed (`cancelled` and `timed out` as such), `progress` is the provider's, -1 where it says none. 404 half an hour after its end: then read the character.",
  },
  "POST /api/characters/video": {
    body: CharacterJobBody,
    answer: CastJobAnswer,
    says: "The same for a video, which is made from the portrait: without one it is refused (`needs_portrait`).",
  },
  "GET /api/characters/video/status": { answer: CastStatusAnswer, says: "As of a portrait." },
  "POST /api/shows/trailer": {
    body: ShowJobBody,
    answer: CastJobAnswer,
    says: "The same for a show's trailer, which needs at least one portrait of its cast.",
  },
  "GET /api/shows/trailer/status": { answer: CastStatusAnswer, says: "As of a portrait." },
  "GET /api/generations": {
    answer: GenerationsAnswer,
    says: "One's own generations (`?mine`, and nobody else's), newest first; `status` and `kind` filter, with commas between; `limit` up to 200, 50 if left out.",
  },
  "GET /api/generations/:job_id": { answer: GenerationAnswer, says: "How an own generation stands." },
  "POST /api/generations/:job_id/cancel": {
    answer: GenerationAnswer,
    says: "Cancels an own generation. While it is not known whether the provider has it, that is remembered (`error_code` `cancel_requested`) and done as soon as it is.",
  },
  "POST /api/generations/:job_id/retry": {
    answer: GenerationAnswer,
    says: "Tries an own generation that failed, timed out or was cancelled again, where it was; answers with the new one. A result that is still to be had is adopted instead of paid for. What was tried again already is refused.",
  },
  "POST /api/generations/retry-failed": {
    answer: RetryFailedAnswer,
    says: "Retries one's failed and timed out generations that nothing has replaced since, the newest 20; `?job_id=`, as often as there are, says which of them only. What is refused, and why, does not keep the others.",
  },
  "GET /api/generations/:job_id/events": {
    says: "Server-sent events: `generation` with the object above on every change, then `job_completed` or `job_failed` as in a room, and the end; afterwards the same at once. By token, cookie or `?ticket=`; up to 20 at a time.",
  },
  "POST /api/generations/:job_id/ticket": {
    answer: TicketAnswer,
    says: "A ticket for opening the events of this generation, for an `EventSource` on a page of another origin.",
  },
  "POST /api/webhooks/replicate/:tag": {
    says: "For Replicate, where `PUBLIC_URL` is https: a signed webhook (Standard Webhooks) has the prediction looked at now, whatever it says. 401 when it is not signed by Replicate, or was five minutes ago.",
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
