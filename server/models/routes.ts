import { UPLOAD_MAX_BYTES } from "../../contract/limits.ts";
import { type Generate3dAnswer, Generate3dBody } from "../../contract/routes.ts";
import { createFewAtOnce } from "../files/few-at-once.ts";
import type { OrderedPictures } from "../files/ordered-pictures.ts";
import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { Clock } from "../generation/ports.ts";
import { HttpRefusal } from "../http/http-refusal.ts";
import type { Exchange, MakeRoute } from "../http/route.ts";
import type { Player } from "../players/player.ts";
import { Refused } from "../refused.ts";
import { keyedBy } from "./idempotency.ts";
import { MODEL, modelOrder } from "./model-kind.ts";
import { modelAnswer, modelStatusOf } from "./model-status.ts";
import { untilEnded } from "./until-ended.ts";

/** Beside the picture. */
const fieldsMaxBytes = 16 * 1024;
/** A picture inside a data URL is longer by what base64 makes of it. */
const bodyMaxBytes = Math.ceil((UPLOAD_MAX_BYTES * 4) / 3) + fieldsMaxBytes;
/** Each holds its picture several times over until it is kept. Beyond these callers are asked to come again. */
const picturesAtOnce = 16;

export interface ModelRoutesParts {
  readonly route: MakeRoute;
  readonly generations: Generations;
  readonly clock: Clock;
  readonly takePicture: OrderedPictures["take"];
}

/** The HTTP doors of image to 3D (design section 6.2, and `001` of the seeds). */
export function createModelRoutes({ route, generations, clock, takePicture }: ModelRoutesParts) {
  const carrying = createFewAtOnce({ running: picturesAtOnce, waiting: 0 });

  /** Commits the job that a call asks for, or finds the one that its `Idempotency-Key` asked for before. */
  async function submit(exchange: Exchange): Promise<Generation> {
    const player = await exchange.requirePlayer();
    const announced = exchange.headers.get("content-length");
    const carriesPicture = announced === null || Number(announced) > fieldsMaxBytes;
    return carriesPicture ? carrying(() => submitAs(player, exchange)) : submitAs(player, exchange);
  }

  async function submitAs(player: Player, { json, headers, signal }: Exchange): Promise<Generation> {
    const order = await json(Generate3dBody);
    const { playerId, jobId } = keyedBy(headers.get("idempotency-key") || null, player, order);
    const known = jobId === null ? null : await generations.findByJob(playerId, jobId);
    if (known) return known;
    await generations.checkBudget(playerId, MODEL);
    const { imageUrl, ...rest } = order;
    const image = await takePicture(imageUrl, signal).catch(refuseField);
    return generations.commit(generations.draft(modelOrder({ ...rest, image }, playerId, jobId)));
  }

  async function readModel(recordId: string): Promise<Generation> {
    const row = /^\d{1,15}$/.test(recordId) ? await generations.read(Number(recordId)) : null;
    if (row?.kind !== MODEL) throw unknownJob();
    return row;
  }

  return {
    generate3d: route("/api/generate-3d", { method: "POST", maxBodyBytes: bodyMaxBytes }, async (exchange) => {
      const row = await submit(exchange);
      const answer: Generate3dAnswer = {
        success: true,
        record_id: row.id,
        job_id: row.jobId,
        status: modelStatusOf(row),
        status_url: `/api/status/${row.id}`,
        message: "3D generation job submitted successfully",
      };
      return Response.json(answer, { status: 202 });
    }),

    generate3dSync: route("/api/generate-3d/sync", { method: "POST", maxBodyBytes: bodyMaxBytes }, async (exchange) => {
      const { id } = await submit(exchange);
      const ended = await untilEnded({ generations, clock }, id, exchange.signal);
      if (!ended) throw unknownJob();
      return modelAnswer(ended);
    }),

    readGenerationStatus: route("/api/generation-status/:record_id", { method: "GET" }, async ({ param }) =>
      modelAnswer(await readModel(param("record_id"))),
    ),
    readStatus: route("/api/status/:record_id", { method: "GET" }, async ({ param }) =>
      modelAnswer(await readModel(param("record_id"))),
    ),
  };
}

const unknownJob = (): Refused => new Refused("unknown_job", "There is no such 3D generation here.");

/** 415 is for a body that is no picture; here the body is JSON, and one of its fields is wrong. */
function refuseField(error: unknown): never {
  if (error instanceof Refused && error.code === "unsupported_image") {
    throw new HttpRefusal(400, "unsupported_image", error.message);
  }
  throw error;
}
