import { randomUUID } from "node:crypto";
import type { Place } from "../../contract/messages.ts";
import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { Clock } from "../generation/ports.ts";
import { createTurns } from "../in-turn.ts";
import { Refused } from "../refused.ts";
import type { PortalKeeping } from "./keeping.ts";
import { checkPlace } from "./placing.ts";
import { type PortalRow, portalIdOf, subjectOfPortal } from "./portal.ts";
import type { PortalRows, Wanted } from "./portal-rows.ts";

/** Where a portal's next generation goes: onto a portal that stands there, or onto a new one at a place. */
type Spot = ({ readonly portalId: string } | ({ readonly portalId?: undefined } & Place)) & {
  readonly worldId: string;
};

/** Creates portals, and puts generations and destinations onto them. Rows are committed when these resolve. */
export interface PortalOpening {
  /** @throws Refused unknown_portal, not_yours, already_generating, bad_place */
  generate(
    spot: Spot,
    playerId: string,
    wanted: Wanted,
    draft: (subject: string) => Promise<Generation>,
  ): Promise<{ portalId: string; generation: Generation }>;
  /**
   * Gives a generation that was started without a portal its portal; the same portal again is fine.
   * @throws Refused as `generate`, and stale_operation when it has another one
   */
  handOver(spot: Spot, playerId: string, wanted: Wanted, generation: Generation): Promise<string>;
  connect(spot: Spot, playerId: string, to: { url: string; targetWorldId: string; prompt: string }): Promise<string>;
  /** Whether something can begin there, before anything is done for it. @throws Refused as `generate` */
  checkSpot(spot: Spot, playerId: string): Promise<void>;
  /** A portal of this world that this player may change. @throws Refused unknown_portal, not_yours */
  ownPortal(portalId: string, worldId: string, playerId: string): Promise<PortalRow>;
}

export function createPortalOpening(parts: {
  readonly rows: PortalRows;
  readonly keeping: PortalKeeping;
  readonly generations: Generations;
  readonly clock: Clock;
}): PortalOpening {
  const { rows, keeping, generations, clock } = parts;
  /** Two portals must not both find the same spot free, nor the same generation. */
  const inTurn = createTurns();

  async function ownPortal(portalId: string, worldId: string, playerId: string): Promise<PortalRow> {
    const row = await rows.read(portalId);
    if (row?.worldId !== worldId) throw new Refused("unknown_portal", "There is no such portal in this world.");
    if (row.createdBy !== playerId) throw new Refused("not_yours", "This portal belongs to somebody else.");
    return row;
  }

  const place = (row: PortalRow): Promise<void> =>
    inTurn(row.worldId, async () => {
      checkPlace(row.worldId, row, await rows.inWorld(row.worldId));
      await rows.insert(row);
    });

  function newPortal(spot: Spot & Place, playerId: string, rest: Partial<PortalRow>): PortalRow {
    const now = clock.now();
    return {
      id: randomUUID(),
      worldId: spot.worldId,
      x: spot.x,
      y: spot.y,
      z: spot.z,
      rotationY: spot.rotationY,
      status: "generating",
      pendingOperationId: null,
      url: null,
      targetWorldId: null,
      generationId: null,
      prompt: "",
      image: null,
      errorCode: null,
      errorMessage: null,
      createdBy: playerId,
      createdAt: now,
      updatedAt: now,
      ...rest,
    };
  }

  /**
   * Puts a generation onto a portal, which names it before anything else does: a crash in between is mended at the
   * next start (`mendAbandoned`).
   */
  async function begin(spot: Spot, playerId: string, wanted: Wanted, draft: (subject: string) => Promise<Generation>) {
    if (spot.portalId === undefined) {
      const portal = newPortal(spot, playerId, wanted);
      const generation = await draft(subjectOfPortal(portal.id));
      await place({ ...portal, generationId: generation.id });
      return { portalId: portal.id, generation, before: null };
    }
    const before = await ownPortal(spot.portalId, spot.worldId, playerId);
    const generation = await draft(subjectOfPortal(before.id));
    const begun = await rows.beginGeneration(before.id, { ...wanted, generationId: generation.id, now: clock.now() });
    if (!begun) throw alreadyGenerating();
    return { portalId: before.id, generation, before };
  }

  const takeBack = async (portalId: string, before: PortalRow | null, { id }: Generation): Promise<void> =>
    void (await (before === null ? rows.remove(portalId) : rows.putBack(before, id)));

  async function giveTo(spot: Spot, playerId: string, wanted: Wanted, generation: Generation): Promise<string> {
    const heldBy = portalIdOf((await generations.read(generation.id))?.subject ?? "");
    if (heldBy !== null && heldBy === spot.portalId) return heldBy;
    if (heldBy !== null) throw new Refused("stale_operation", "This operation has a portal already.");
    const { portalId, before } = await begin(spot, playerId, wanted, async () => generation);
    const after = await generations.assign(generation, subjectOfPortal(portalId));
    if (after.subject !== subjectOfPortal(portalId)) {
      // Another process was faster.
      await takeBack(portalId, before, generation);
      throw new Refused("stale_operation", "This operation was given another portal just now.");
    }
    await keeping.show(portalId);
    return portalId;
  }

  return {
    ownPortal,
    async checkSpot(spot, playerId) {
      if (spot.portalId === undefined) {
        checkPlace(spot.worldId, spot, await rows.inWorld(spot.worldId));
        return;
      }
      const { status } = await ownPortal(spot.portalId, spot.worldId, playerId);
      if (status === "generating") throw alreadyGenerating();
    },
    async generate(spot, playerId, wanted, draft) {
      const { portalId, generation, before } = await begin(spot, playerId, wanted, draft);
      try {
        const committed = await generations.commit(generation);
        if (committed.id !== generation.id) {
          // What holds its key goes on without this portal, which must not wait for a row that will never be.
          await takeBack(portalId, before, generation);
          throw new Refused("already_generating", "This is being tried again already, without this portal.");
        }
        return { portalId, generation: committed };
      } catch (error) {
        await keeping.mendAbandoned();
        throw error;
      } finally {
        await keeping.show(portalId);
      }
    },
    handOver: (spot, playerId, wanted, generation) =>
      inTurn(`generation ${generation.id}`, () => giveTo(spot, playerId, wanted, generation)),
    async connect(spot, playerId, { url, targetWorldId, prompt }) {
      if (spot.portalId !== undefined) {
        const { id } = await ownPortal(spot.portalId, spot.worldId, playerId);
        if (!(await rows.connect(id, { url, targetWorldId, prompt, now: clock.now() }))) {
          throw alreadyGenerating();
        }
        await keeping.show(id);
        return id;
      }
      const portal = newPortal(spot, playerId, { status: "ready", url, targetWorldId, prompt });
      await place(portal);
      await keeping.show(portal.id);
      return portal.id;
    },
  };
}

const alreadyGenerating = (): Refused =>
  new Refused("already_generating", "This portal is generating already: wait, or cancel it.");
