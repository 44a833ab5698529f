import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import { Refused } from "../refused.ts";
import type { PortalOpening } from "./opening.ts";
import { type PortalRow, portalIdOf } from "./portal.ts";
import type { PortalRows } from "./portal-rows.ts";
import { WORLD, worldOrder } from "./world-kind.ts";

/** Worlds that did not come about, tried again: the one way, for the room and for the task tray. */
export interface WorldRetrying {
  /**
   * Tries a portal again, with what its generation was asked for.
   *
   * @param portal as its maker asks for it
   * @throws Refused already_generating, not_generating, over_budget, and what `draftRetry` refuses with
   */
  retryPortal(portal: PortalRow): Promise<Generation>;
  /**
   * Tries an ended world again where it was: at its portal, or without one.
   *
   * @throws Refused as `retryPortal`, and unknown_portal or stale_operation when its portal is gone, or has gone on
   */
  retry(ended: Generation): Promise<Generation>;
  /** Whether its portal is gone, or waits for or leads to something else by now. */
  isReplaced(ended: Generation): Promise<boolean>;
}

export function createWorldRetrying(parts: {
  readonly rows: PortalRows;
  readonly opening: PortalOpening;
  readonly generations: Generations;
}): WorldRetrying {
  const { rows, opening, generations } = parts;

  async function retryPortal(portal: PortalRow): Promise<Generation> {
    const { id, worldId, status, prompt, image, generationId, createdBy: playerId } = portal;
    if (status === "generating") throw new Refused("already_generating", "This portal is generating already.");
    if (status === "ready") throw new Refused("not_generating", "This portal is ready: there is nothing to retry.");
    await generations.checkBudget(playerId, WORLD);
    const ended = generationId === null ? null : await generations.read(generationId);
    const draft = async (subject: string): Promise<Generation> =>
      ended ? generations.draftRetry(ended) : generations.draft(worldOrder({ prompt, image, playerId, subject }));
    return (await opening.generate({ portalId: id, worldId }, playerId, { prompt, image }, draft)).generation;
  }

  async function retryAlone(ended: Generation): Promise<Generation> {
    await generations.checkBudget(ended.requestedBy, WORLD);
    return generations.commit(await generations.draftRetry(ended));
  }

  return {
    retryPortal,
    async retry(ended) {
      const portalId = portalIdOf(ended.subject);
      if (portalId === null) return retryAlone(ended);
      const standing = await rows.read(portalId);
      if (!standing) throw new Refused("unknown_portal", "The portal that it was for was removed: open a new one.");
      if (standing.generationId !== ended.id) {
        throw new Refused("stale_operation", "Its portal has gone on to something else since: retry the portal.");
      }
      return retryPortal(await opening.ownPortal(portalId, standing.worldId, ended.requestedBy));
    },
    async isReplaced({ id, subject }) {
      const portalId = portalIdOf(subject);
      return portalId !== null && (await rows.read(portalId))?.generationId !== id;
    },
  };
}
