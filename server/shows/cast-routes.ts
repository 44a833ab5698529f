import {
  type CastJobAnswer,
  type CastKind,
  type CastStatusAnswer,
  CharacterJobBody,
  ShowJobBody,
} from "../../contract/shows.ts";
import type { Generation } from "../generation/generation.ts";
import type { Clock } from "../generation/ports.ts";
import type { Exchange, MakeRoute } from "../http/route.ts";
import { Refused } from "../refused.ts";
import { type CastWords, castStatusAnswer } from "./cast-status.ts";
import { requireOwner } from "./ownership.ts";
import type { Requesting } from "./requesting.ts";

/** Status routes forget a job so long after it was settled; its row, and what its id stands for, stay. */
const forgottenAfterMs = 30 * 60_000;

/** The doors of portraits, videos and trailers (design section 6.2, and `002` of the seeds): one door, three kinds. */
export function createCastRoutes(parts: {
  readonly route: MakeRoute;
  readonly requesting: Requesting;
  readonly words: (kind: CastKind) => CastWords;
  readonly clock: Clock;
}) {
  const { route, requesting, words, clock } = parts;

  async function order(exchange: Exchange, kind: CastKind, readOrder: () => Promise<{ jobId: string; id: string }>) {
    const { playerId } = await requireOwner(exchange);
    const { jobId } = await requesting.request({ kind, playerId, ...(await readOrder()) });
    return Response.json({ jobId, status: "starting" } satisfies CastJobAnswer, { status: 202 });
  }

  const orderOfCharacter = (kind: CastKind) => (exchange: Exchange) =>
    order(exchange, kind, async () => {
      const { jobId, characterId } = await exchange.json(CharacterJobBody);
      return { jobId, id: characterId };
    });

  const orderOfShow = (kind: CastKind) => (exchange: Exchange) =>
    order(exchange, kind, async () => {
      const { jobId, showId } = await exchange.json(ShowJobBody);
      return { jobId, id: showId };
    });

  const status = (kind: CastKind) => async (exchange: Exchange) => {
    const { playerId } = await requireOwner(exchange);
    const jobId = exchange.query.get("jobId") ?? "";
    const row = await requesting.find({ kind, playerId, jobId });
    if (row === null || isForgotten(row, clock.now())) {
      throw new Refused("unknown_job", `There is no such ${kind} job here, or it ended more than half an hour ago.`);
    }
    return castStatusAnswer(row, words(kind), jobId) satisfies CastStatusAnswer;
  };

  const post = { method: "POST" } as const;
  const get = { method: "GET" } as const;
  return {
    orderPortrait: route("/api/characters/portrait", post, orderOfCharacter("portrait")),
    orderVideo: route("/api/characters/video", post, orderOfCharacter("video")),
    orderTrailer: route("/api/shows/trailer", post, orderOfShow("trailer")),
    readPortraitStatus: route("/api/characters/portrait/status", get, status("portrait")),
    readVideoStatus: route("/api/characters/video/status", get, status("video")),
    readTrailerStatus: route("/api/shows/trailer/status", get, status("trailer")),
  };
}

const isForgotten = ({ settledAt }: Generation, now: number): boolean =>
  settledAt !== null && now - settledAt >= forgottenAfterMs;
