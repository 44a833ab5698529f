import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { Clock } from "../generation/ports.ts";
import { createTurns } from "../in-turn.ts";
import type { OpenRoom } from "../rooms/feature.ts";
import { interrupted, isAwaiting, outcomeFor, type PortalRow, portalIdOf, subjectOfPortal } from "./portal.ts";
import type { PortalRows } from "./portal-rows.ts";
import type { ShownPortals } from "./shown-portals.ts";
import type { WorldRows } from "./world-rows.ts";

/**
 * Keeps portals in line with their generations: the row in the database, and what the rooms show. Everything goes
 * through here in turn, portal by portal, so an older state never comes after a newer one.
 */
export interface PortalKeeping {
  /** Brings a running generation's news onto its portal. */
  follow(generation: Generation): Promise<void>;
  /** Writes an ended generation's result: the world, then the portal that leads there. Idempotent. */
  settle(generation: Generation): Promise<void>;
  /** Puts a room's portals into its state. */
  openRoom(room: OpenRoom): Promise<void>;
  /** Shows a portal as it stands in the database. */
  show(portalId: string): Promise<void>;
  /** Takes a portal away, for good and from the room it stands in. */
  remove(portalId: string): Promise<void>;
  /**
   * Portals that were left waiting for nothing by a crash get an error that can be retried. One that another server was
   * just about to order for is taken back with the first news of its generation.
   */
  mendAbandoned(): Promise<void>;
}

export function createPortalKeeping(parts: {
  readonly rows: PortalRows;
  readonly worlds: WorldRows;
  readonly shown: ShownPortals;
  readonly generations: Generations;
  readonly clock: Clock;
  readonly typicalSecondsAtFirst: number;
  readonly nameOf: (playerId: string) => Promise<string>;
}): PortalKeeping {
  const { rows, worlds, shown, generations, clock } = parts;
  const inTurn = createTurns();
  let typicalSeconds: number | null = null;

  /** Measured anew after each success. */
  const typical = async (): Promise<number> => {
    typicalSeconds ??= (await generations.typicalSeconds("world")) ?? parts.typicalSecondsAtFirst;
    return typicalSeconds;
  };

  async function showAs(row: PortalRow, generation: Generation | null): Promise<void> {
    const world = row.targetWorldId === null ? null : await worlds.read(row.targetWorldId);
    const details = {
      createdByName: await parts.nameOf(row.createdBy),
      thumbnailUrl: world?.thumbnailUrl ?? null,
      typicalSeconds: await typical(),
      queuePosition: generation === null ? 0 : generations.placeInQueue(generation.id),
    };
    shown.show(row, generation, details);
  }

  const showNow = (portalId: string): Promise<void> =>
    inTurn(portalId, async () => {
      const row = await rows.read(portalId);
      if (row) await showAs(row, await generationOf(row));
    });

  const generationOf = async (row: PortalRow): Promise<Generation | null> =>
    row.generationId === null ? null : generations.read(row.generationId);

  async function settle(generation: Generation): Promise<void> {
    const world =
      generation.status === "succeeded" && generation.output !== null
        ? await worlds.keep(generation.output, clock.now())
        : null;
    if (world) typicalSeconds = null;
    const portalId = portalIdOf(generation.subject);
    if (portalId === null) return;
    await inTurn(portalId, async () => {
      const row = await rows.read(portalId);
      if (row?.generationId !== generation.id) return;
      const outcome = outcomeFor(row, generation, { world: world && { id: world.worldId, url: world.url } });
      const written = await rows.writeOutcome(portalId, generation.id, outcome, clock.now());
      if (written) await showAs(written, generation);
    });
  }

  /** A crash came between the portal's row and what should have followed it. */
  async function settleIfLeft(row: PortalRow, generation: Generation): Promise<void> {
    const subject = subjectOfPortal(row.id);
    if (generation.subject !== subject) await generations.assign(generation, subject);
    else if (generation.settledAt !== null) await settle(generation);
  }

  return {
    async follow(generation) {
      const portalId = portalIdOf(generation.subject);
      if (portalId === null || generation.endedAt !== null) return;
      await inTurn(portalId, async () => {
        const row = await rows.read(portalId);
        if (row?.generationId !== generation.id || !isAwaiting(row)) return;
        const current = await generations.read(generation.id);
        if (current === null || current.endedAt !== null) return;
        const outcome = outcomeFor(row, current, null);
        const isNews = outcome.pendingOperationId !== row.pendingOperationId || outcome.errorCode !== row.errorCode;
        const written = isNews ? await rows.writeOutcome(portalId, current.id, outcome, clock.now()) : row;
        if (written) await showAs(written, current);
      });
    },
    settle,
    async openRoom(room) {
      for (const { id } of await rows.inWorld(room.worldId)) await showNow(id);
    },
    show: showNow,
    remove: (portalId) =>
      inTurn(portalId, async () => {
        await rows.remove(portalId);
        shown.hide(portalId);
      }),
    async mendAbandoned() {
      for (const row of await rows.generating()) {
        const generation = await generationOf(row);
        if (generation) await settleIfLeft(row, generation);
        if (generation || row.generationId === null) continue;
        const { url, targetWorldId } = row;
        const outcome = { url, targetWorldId, status: "error", pendingOperationId: null, ...interrupted } as const;
        await rows.writeOutcome(row.id, row.generationId, outcome, clock.now());
      }
    },
  };
}
