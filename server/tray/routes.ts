import type { z } from "zod";
import type { GenerationsAnswer, RetryFailedAnswer, TicketAnswer } from "../../contract/routes.ts";
import { type Generation, isEnded } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import { HttpRefusal } from "../http/http-refusal.ts";
import type { MakeRoute } from "../http/route.ts";
import { TICKET_LIFE_SECONDS, type Tickets } from "../players/tickets.ts";
import { Refused } from "../refused.ts";
import { jobMessageFor } from "../rooms/job-messages.ts";
import type { Answers } from "./answers.ts";
import { LAST_EVENT } from "./event-frames.ts";
import type { EventStreams } from "./event-streams.ts";
import { filterFrom } from "./filter.ts";
import type { TrayKinds } from "./kinds.ts";
import type { TrayRetrying } from "./retrying.ts";

/** A player's own generations over HTTP (design section 6.2). Somebody else's are answered like unknown ones. */
export function createTrayRoutes(parts: {
  readonly route: MakeRoute;
  readonly generations: Pick<Generations, "list" | "read" | "findByJob" | "cancel">;
  readonly kinds: TrayKinds;
  readonly answers: Answers;
  readonly retrying: TrayRetrying;
  readonly streams: EventStreams;
  readonly tickets: Tickets;
}) {
  const { route, generations, kinds, answers, retrying, streams, tickets } = parts;

  async function own(playerId: string, jobId: string): Promise<Generation> {
    const row = await generations.findByJob(playerId, jobId);
    if (row && kinds.knows(row)) return row;
    throw new Refused("unknown_job", "You have no such generation here.");
  }

  /** A ticket stands for whoever it was issued to, and for nobody else who may be sending a cookie along. */
  async function holderOf(ticket: string, jobId: string): Promise<string> {
    const playerId = await tickets.read(ticket, jobId);
    if (playerId !== null) return playerId;
    throw new HttpRefusal(401, "signed_out", "This ticket is over, or for something else: ask for a new one.");
  }

  async function momentOf(id: number) {
    const row = await generations.read(id);
    if (row === null) return null;
    const last = row.settledAt === null ? null : jobMessageFor(kinds.of(row).resultOf, row);
    return { answer: await answers.for(row), last };
  }

  return {
    listGenerations: route("/api/generations", { method: "GET" }, async ({ query, requirePlayer }) => {
      const { playerId } = await requirePlayer();
      const rows = await generations.list({ requestedBy: playerId, ...filterFrom(query, kinds.names) });
      return { generations: await answers.forAll(rows) } satisfies z.infer<typeof GenerationsAnswer>;
    }),

    readGeneration: route("/api/generations/:job_id", { method: "GET" }, async ({ param, requirePlayer }) => {
      const { playerId } = await requirePlayer();
      return answers.for(await own(playerId, param("job_id")));
    }),

    cancelGeneration: route("/api/generations/:job_id/cancel", { method: "POST" }, async ({ param, requirePlayer }) => {
      const { playerId } = await requirePlayer();
      const row = await own(playerId, param("job_id"));
      if (isEnded(row.status)) throw new Refused("not_generating", "It has ended: there is nothing to cancel.");
      return answers.for(await generations.cancel(row));
    }),

    retryGeneration: route("/api/generations/:job_id/retry", { method: "POST" }, async ({ param, requirePlayer }) => {
      const { playerId } = await requirePlayer();
      return answers.for(await retrying.retry(await own(playerId, param("job_id"))));
    }),

    retryFailed: route("/api/generations/retry-failed", { method: "POST" }, async ({ query, requirePlayer }) => {
      const { playerId } = await requirePlayer();
      const { retried, refused } = await retrying.retryFailed(playerId, query.getAll("job_id"));
      return {
        retried: retried.map(({ jobId }) => jobId),
        refused: refused.map(({ row, why }) => ({ job_id: row.jobId, error: why.message })),
      } satisfies z.infer<typeof RetryFailedAnswer>;
    }),

    issueTicket: route("/api/generations/:job_id/ticket", { method: "POST" }, async ({ param, requirePlayer }) => {
      const { playerId } = await requirePlayer();
      const { jobId } = await own(playerId, param("job_id"));
      const ticket = await tickets.issue(playerId, jobId);
      const answer: z.infer<typeof TicketAnswer> = { ticket, expires_in_seconds: TICKET_LIFE_SECONDS };
      return Response.json(answer, { headers: { "cache-control": "no-store" } });
    }),

    streamEvents: route(
      "/api/generations/:job_id/events",
      { method: "GET" },
      async ({ param, query, headers, requirePlayer }) => {
        const jobId = param("job_id");
        const ticket = query.get("ticket");
        const playerId = ticket === null ? (await requirePlayer()).playerId : await holderOf(ticket, jobId);
        const { id, settledAt } = await own(playerId, jobId);
        // A browser opens a stream that has ended again, until it is told that nothing more will come (HTML, 9.2.3).
        const hasSeenTheEnd = headers.get("last-event-id") === LAST_EVENT && settledAt !== null;
        if (hasSeenTheEnd) return new Response(null, { status: 204 });
        const body = streams.open({ playerId, generationId: id, read: () => momentOf(id) });
        const unbuffered = { "cache-control": "no-store", "x-accel-buffering": "no" };
        return new Response(body, { headers: { "content-type": "text/event-stream", ...unbuffered } });
      },
    ),
  };
}
