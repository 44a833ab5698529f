import { randomUUID } from "node:crypto";
import type { PlaceExhibit } from "../../contract/messages.ts";
import type { Generations } from "../generation/generations.ts";
import type { Clock } from "../generation/ports.ts";
import { createTurns } from "../in-turn.ts";
import { Refused } from "../refused.ts";
import type { Asker, RequestHandlers } from "../rooms/feature.ts";
import type { Exhibitable, ExhibitRow, Subjects } from "./exhibit.ts";
import type { ExhibitRows } from "./exhibit-rows.ts";
import type { ExhibitKeeping } from "./keeping.ts";
import { checkRoom, checkSpot } from "./placing.ts";

type WhatItShows = Pick<ExhibitRow, "kind" | "generationId" | "subject" | "name">;

/** What players ask of exhibits in a room (design section 6.1). */
export function createExhibitRequests(parts: {
  readonly rows: ExhibitRows;
  readonly keeping: ExhibitKeeping;
  readonly generations: Generations;
  readonly exhibitables: ReadonlyMap<string, Exhibitable>;
  readonly subjects: Subjects;
  readonly clock: Clock;
}): RequestHandlers {
  const { rows, keeping, generations, exhibitables, subjects, clock } = parts;

  async function ownExhibit({ room, playerId }: Asker, exhibitId: string): Promise<ExhibitRow> {
    const row = await rows.read(exhibitId);
    if (row?.worldId !== room.worldId) throw new Refused("unknown_exhibit", "There is no such exhibit in this world.");
    if (row.createdBy !== playerId) throw new Refused("not_yours", "This exhibit belongs to somebody else.");
    return row;
  }

  async function whatItShows(playerId: string, placed: PlaceExhibit): Promise<WhatItShows> {
    if (!("jobId" in placed)) {
      const subject = await subjects.own(playerId, placed);
      const look = await subjects.look(subject);
      return { kind: look?.kind ?? "", generationId: null, subject, name: look?.name ?? "" };
    }
    const generation = await generations.findByJob(playerId, placed.jobId);
    const exhibitable = generation && exhibitables.get(generation.kind);
    if (!exhibitable) throw new Refused("unknown_job", "You have made nothing under this id that could stand here.");
    const { kind, id } = generation;
    return { kind, generationId: id, subject: null, name: exhibitable.nameOf(generation) };
  }

  /** World by world, so that of two who choose one spot only one gets it. */
  const inTurn = createTurns();

  return {
    async place_exhibit({ room, playerId }, placed) {
      const { x, y, z, rotationY } = placed;
      const shows = await whatItShows(playerId, placed);
      const now = clock.now();
      const row: ExhibitRow = {
        id: randomUUID(),
        worldId: room.worldId,
        x,
        y,
        z,
        rotationY,
        scale: 1,
        ...shows,
        createdBy: playerId,
        createdAt: now,
        updatedAt: now,
      };
      await inTurn(row.worldId, async () => {
        const others = await rows.inWorld(row.worldId);
        checkRoom(playerId, others);
        checkSpot(row.worldId, row, others);
        await rows.insert(row);
      });
      await keeping.show(row);
      return { exhibitId: row.id };
    },

    async move_exhibit(asker, { exhibitId, ...stance }) {
      const { worldId } = await ownExhibit(asker, exhibitId);
      const moved = await inTurn(worldId, async () => {
        const all = await rows.inWorld(worldId);
        const others = all.filter(({ id }) => id !== exhibitId);
        checkSpot(worldId, stance, others);
        return rows.move(exhibitId, stance, clock.now());
      });
      if (!moved) throw new Refused("unknown_exhibit", "There is no such exhibit in this world.");
      await keeping.show(moved);
      return { ok: true };
    },

    async remove_exhibit(asker, { exhibitId }) {
      await ownExhibit(asker, exhibitId);
      await keeping.remove(exhibitId);
      return { ok: true };
    },
  };
}
