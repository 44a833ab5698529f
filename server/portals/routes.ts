import { GRANT_HEADER, type WorldsGenerateAnswer, WorldsGenerateBody } from "../../contract/routes.ts";
import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { Clock } from "../generation/ports.ts";
import type { MakeRoute } from "../http/route.ts";
import { Refused } from "../refused.ts";
import type { DesignatedPolling } from "./designated-polling.ts";
import { type TakeUpload, WORLD, worldOrder } from "./world-kind.ts";
import type { WorldRows } from "./world-rows.ts";

/** How long `POST /api/worlds/generate` waits for the provider to accept. */
const acceptanceWaitMs = 3_000;

/** The HTTP doors of portals and worlds (design section 6.2). */
export function createPortalRoutes(parts: {
  readonly route: MakeRoute;
  readonly generations: Generations;
  readonly takeUpload: TakeUpload;
  readonly worlds: WorldRows;
  readonly polling: DesignatedPolling;
  readonly providerName: string;
  readonly clock: Clock;
}) {
  const { route, generations, takeUpload, worlds, polling, providerName, clock } = parts;

  return {
    generateWorld: route("/api/worlds/generate", { method: "POST" }, async ({ requirePlayer, json }) => {
      const { prompt, imageUploadId } = await json(WorldsGenerateBody);
      const { playerId } = await requirePlayer();
      await generations.checkBudget(playerId, WORLD);
      const image = imageUploadId === undefined ? null : await takeUpload(imageUploadId);
      const row = await generations.commit(generations.draft(worldOrder({ prompt, image, playerId, subject: "" })));
      const { jobId, operationId } = await untilAccepted(row);
      const answer: WorldsGenerateAnswer = {
        success: true,
        job_id: jobId,
        operation_id: operationId,
        status_url: operationId === null ? `/api/generations/${jobId}` : `/api/operations/${operationId}`,
      };
      return Response.json(answer, { status: 202 });
    }),

    /** With a good grant this is the server's look at the provider; without one it is what the last look saw. */
    readOperation: route("/api/operations/:operationId", { method: "GET" }, async ({ param, headers }) => {
      const operationId = param("operationId");
      const row = await generations.findByOperation(providerName, operationId);
      if (!row) throw new Refused("unknown_job", "There is no such operation here.");
      const grant = headers.get(GRANT_HEADER);
      const observation = grant === null ? undefined : await polling.redeem(grant, operationId);
      if (observation?.type === "unanswered" || observation?.type === "gone") {
        throw new Refused(
          "server_error",
          `The look failed, which says nothing about the operation: ${observation.message}`,
        );
      }
      return Response.json(observation?.observed ?? row.observed ?? { operation_id: operationId, done: false });
    }),

    readWorld: route("/api/worlds/:worldId", { method: "GET" }, async ({ param }) => {
      const world = await worlds.read(param("worldId"));
      if (!world) throw new Refused("unknown_world", "There is no such world here.");
      return world;
    }),
  };

  /** The row once it is accepted or has ended, or as it stands when the wait is over. */
  async function untilAccepted(row: Generation): Promise<Generation> {
    const { promise, resolve } = Promise.withResolvers<Generation | null>();
    const cancelTimer = clock.after(acceptanceWaitMs, () => resolve(null));
    const stopListening = generations.listen({
      changed(after) {
        if (after.id !== row.id) return;
        if (after.operationId !== null || after.endedAt !== null) resolve(after);
      },
      queueMoved() {},
    });
    const accepted = await promise.finally(() => {
      cancelTimer();
      stopListening();
    });
    // Of what another server did with it nobody tells us.
    return accepted ?? (await generations.read(row.id)) ?? row;
  }
}
