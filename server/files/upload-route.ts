import type { Endpoint } from "colyseus";
import { UPLOAD_MAX_BYTES } from "../../contract/limits.ts";
import type { UploadAnswer } from "../../contract/routes.ts";
import type { Clock } from "../generation/ports.ts";
import { HttpRefusal } from "../http/http-refusal.ts";
import type { MakeRoute } from "../http/route.ts";
import { Refused } from "../refused.ts";
import type { Assets } from "./assets.ts";
import { createFewAtOnce } from "./few-at-once.ts";
import { createPatience, patiently } from "./patience.ts";
import { gatherPicture } from "./picture-bytes.ts";
import type { Pictures } from "./pictures.ts";

/** Each holds up to 10 MB until it is kept. Beyond these players are asked to come again. */
const UPLOADS_MAX = 16;
/** One who sends slowly must not keep everybody else out. */
const UPLOADS_PER_PLAYER = 4;
/** A telephone on a bad line needs more than a minute for 10 MB. */
const LIMITS = { totalMs: 120_000, idleMs: 20_000 };

/** `POST /api/uploads`: the body is the picture's file. */
export function uploadRoute(parts: {
  readonly route: MakeRoute;
  readonly pictures: Pictures;
  readonly assets: Assets;
  readonly clock: Clock;
}): Endpoint {
  const { route, pictures, assets, clock } = parts;
  const uploading = createFewAtOnce({ running: UPLOADS_MAX, waiting: 0 });
  const sending = new Map<string, number>();
  const options = { method: "POST", maxBodyBytes: UPLOAD_MAX_BYTES } as const;
  return route("/api/uploads", options, async ({ requirePlayer, stream, signal }) => {
    const { playerId } = await requirePlayer();
    const before = sending.get(playerId) ?? 0;
    if (before >= UPLOADS_PER_PLAYER) {
      throw new Refused("too_fast", `You are sending ${before} pictures already: wait for one to arrive.`);
    }
    sending.set(playerId, before + 1);
    const name = await uploading(async () => pictures.keep(await readUpload(stream, clock, signal))).finally(() => {
      const left = (sending.get(playerId) ?? 1) - 1;
      if (left > 0) sending.set(playerId, left);
      else sending.delete(playerId);
    });
    const answer: UploadAnswer = { uploadId: `${name.hash}.${name.ext}`, url: assets.publicUrl(name) };
    return Response.json(answer, { status: 201 });
  });
}

async function readUpload(body: ReadableStream<Uint8Array> | null, clock: Clock, signal: AbortSignal) {
  const patience = createPatience(clock, LIMITS, signal);
  // A stream by itself cannot be stopped while nothing comes.
  const pieces = (body ?? new Blob().stream()).pipeThrough(new TransformStream(), { signal: patience.signal });
  try {
    return await gatherPicture(patiently(pieces, patience), UPLOAD_MAX_BYTES);
  } catch (error) {
    if (!patience.signal.aborted) throw error;
    // Also for a client that has left, and hears nothing any more.
    throw new HttpRefusal(408, "too_slow", `The picture did not arrive. ${patience.signal.reason.message}`);
  } finally {
    patience.end();
  }
}
