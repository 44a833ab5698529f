import { worldIdFrom, worldUrl } from "../../contract/marble-url.ts";
import type { HandOver, PollReport } from "../../contract/messages.ts";
import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { Provider } from "../generation/provider.ts";
import { isAnonymous } from "../players/player.ts";
import { Refused } from "../refused.ts";
import type { Asker, RequestHandlers } from "../rooms/feature.ts";
import type { DesignatedPolling } from "./designated-polling.ts";
import type { PortalKeeping } from "./keeping.ts";
import type { PortalOpening } from "./opening.ts";
import type { PortalRow } from "./portal.ts";
import type { PortalRows } from "./portal-rows.ts";
import { verdictOn } from "./report-verdict.ts";
import type { WorldRetrying } from "./retrying.ts";
import { type TakeUpload, WORLD, wantedOf, worldOrder } from "./world-kind.ts";
import type { WorldRows } from "./world-rows.ts";

/** Worlds that exist at Marble, whoever made them. */
export interface WorldCatalogue {
  /** Null when there is no such world, or nothing of it to show. @throws Error when Marble cannot be asked */
  describeWorld(worldId: string, signal: AbortSignal): Promise<{ readonly name: string } | null>;
}

export interface PortalRequestParts {
  readonly rows: PortalRows;
  readonly worlds: WorldRows;
  readonly opening: PortalOpening;
  readonly retrying: WorldRetrying;
  readonly keeping: PortalKeeping;
  readonly polling: DesignatedPolling;
  readonly generations: Generations;
  readonly takeUpload: TakeUpload;
  readonly marble: Provider & WorldCatalogue;
}

/** What players ask of portals in a room (design section 6.1). */
export function createPortalRequests(parts: PortalRequestParts): RequestHandlers {
  const { rows, worlds, opening, retrying, keeping, polling, generations, takeUpload, marble } = parts;

  const generationOf = async (row: PortalRow): Promise<Generation | null> =>
    row.generationId === null ? null : generations.read(row.generationId);

  return {
    async generate_world({ room, playerId }, { prompt, imageUploadId, ...spot }) {
      await generations.checkBudget(playerId, WORLD);
      const image = imageUploadId === undefined ? null : await takeUpload(imageUploadId);
      const wanted = { prompt, image };
      const draft = async (subject: string) => generations.draft(worldOrder({ ...wanted, playerId, subject }));
      const { portalId } = await opening.generate({ ...spot, worldId: room.worldId }, playerId, wanted, draft);
      return { portalId };
    },

    async connect_portal({ room, playerId }, { url, ...place }) {
      const spot = { ...place, worldId: room.worldId };
      const targetWorldId = worldIdFrom(url);
      if (targetWorldId === null) {
        throw new Refused(
          "unsupported_url",
          "Paste the address of a Marble world (https://marble.worldlabs.ai/world/…) or its id.",
        );
      }
      const known = await worlds.read(targetWorldId);
      if (known) {
        const to = { url: known.url, targetWorldId, prompt: known.displayName };
        return { portalId: await opening.connect(spot, playerId, to) };
      }
      await opening.checkSpot(spot, playerId);
      const name = await nameAtMarble(marble, targetWorldId);
      await generations.checkBudget(playerId, WORLD);
      // Its files are fetched like those of a world made here; only nothing is submitted, so nothing is paid.
      const wanted = { prompt: name, image: null };
      const draft = async (subject: string) =>
        generations.draft(worldOrder({ ...wanted, playerId, subject }), {
          operationId: null,
          providerRef: targetWorldId,
        });
      const { portalId } = await opening.generate(spot, playerId, wanted, draft);
      return { portalId };
    },

    async update_portal(asker, message) {
      return message.status === "generating" ? takeOver(asker, message) : takeReport(asker, message);
    },

    async retry_portal({ room, playerId }, { portalId }) {
      await retrying.retryPortal(await opening.ownPortal(portalId, room.worldId, playerId));
      return { ok: true };
    },

    async cancel_portal({ room, playerId }, { portalId }) {
      const row = await opening.ownPortal(portalId, room.worldId, playerId);
      const generation = row.status === "generating" ? await generationOf(row) : null;
      if (!generation)
        throw new Refused("not_generating", "This portal is not generating: there is nothing to cancel.");
      await generations.cancel(generation);
      return { ok: true };
    },

    async remove_portal({ room, playerId }, { portalId }) {
      const row = await opening.ownPortal(portalId, room.worldId, playerId);
      await keeping.remove(portalId);
      const generation = row.status === "generating" ? await generationOf(row) : null;
      if (generation) await generations.cancel(generation);
      return { ok: true };
    },
  };

  /** From the designated poller: held against what the server saw, and never written anywhere. */
  async function takeReport({ room, sessionId }: Asker, report: PollReport): Promise<object> {
    const row = await rows.read(report.portalId);
    if (row?.worldId !== room.worldId) throw new Refused("unknown_portal", "There is no such portal in this world.");
    const generation = await generationOf(row);
    const verdict = verdictOn(report, generation, polling.askedAbout(row.id, sessionId));
    if (!verdict.accepted) throw new Refused(verdict.code, verdict.message);
    if (generation) polling.onReported(generation.id);
    return { accepted: true };
  }

  /** From a maker: an operation that was started over HTTP gets its portal. */
  async function takeOver({ room, playerId }: Asker, message: HandOver): Promise<object> {
    const { status: _, pendingOperationId, jobId, ...spot } = message;
    const generation =
      jobId !== undefined
        ? await generations.findByJob(playerId, jobId)
        : await generations.findByOperation(marble.name, pendingOperationId ?? "");
    if (generation?.kind !== WORLD || !mayHandOver(generation, playerId)) {
      throw new Refused("unknown_job", "You have no such generation here.");
    }
    const wanted = wantedOf(generation);
    const portalId = await opening.handOver({ ...spot, worldId: room.worldId }, playerId, wanted, generation);
    return { accepted: true, portalId };
  }
}

/** What was asked for without a session is nobody's: its operation id is then the only proof there can be. */
const mayHandOver = ({ requestedBy }: Generation, playerId: string): boolean =>
  requestedBy === playerId || isAnonymous(requestedBy);

async function nameAtMarble(marble: WorldCatalogue, worldId: string): Promise<string> {
  const described = await marble.describeWorld(worldId, AbortSignal.timeout(10_000));
  if (!described) {
    throw new Refused("unsupported_url", `Marble has no world ${worldUrl(worldId)} to show: check the address.`);
  }
  return described.name;
}
