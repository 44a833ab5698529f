import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import { createTurns } from "../in-turn.ts";
import type { OpenRoom } from "../rooms/feature.ts";
import type { Exhibitable, ExhibitRow } from "./exhibit.ts";
import type { ExhibitRows } from "./exhibit-rows.ts";
import type { ShownExhibits } from "./shown-exhibits.ts";

/** Keeps what the rooms show in line with the exhibits' rows and their generations. */
export interface ExhibitKeeping {
  /** Brings a generation's news to wherever it stands; a retry first takes the place of what it repeats. */
  follow(generation: Generation): Promise<void>;
  /** Puts a room's exhibits into its state. */
  openRoom(room: OpenRoom): Promise<void>;
  /** Shows an exhibit as its row stands. */
  show(row: ExhibitRow): Promise<void>;
  remove(exhibitId: string): Promise<void>;
}

const nothing = { url: "", posterUrl: "" } as const;

export function createExhibitKeeping(parts: {
  readonly rows: ExhibitRows;
  readonly shown: ShownExhibits;
  readonly generations: Generations;
  readonly exhibitables: ReadonlyMap<string, Exhibitable>;
  readonly nameOf: (playerId: string) => Promise<string>;
}): ExhibitKeeping {
  const { rows, shown, generations, exhibitables } = parts;

  /** Exhibit by exhibit, so that an older state never comes after a newer one. */
  const inTurn = createTurns();

  const show = ({ id }: ExhibitRow): Promise<void> => inTurn(id, () => showNow(id));

  async function showNow(id: string): Promise<void> {
    const row = await rows.read(id);
    const exhibitable = row && exhibitables.get(row.kind);
    if (!exhibitable) return;
    const createdByName = await parts.nameOf(row.createdBy);
    const typicalSeconds = await exhibitable.typicalSeconds();
    const generation = row.generationId === null ? null : await generations.read(row.generationId);
    const files = generation?.status === "succeeded" ? exhibitable.shownAs(generation) : nothing;
    const queuePosition = generation === null ? 0 : generations.placeInQueue(generation.id);
    shown.show(row, generation, { ...files, createdByName, typicalSeconds, queuePosition });
  }

  return {
    show,
    async follow(generation) {
      if (!exhibitables.has(generation.kind)) return;
      if (generation.retryOf !== null) await rows.showInstead(generation.retryOf, generation.id);
      for (const row of await rows.showing(generation.id)) await show(row);
    },
    async openRoom(room) {
      for (const row of await rows.inWorld(room.worldId)) await show(row);
    },
    remove: (exhibitId) =>
      inTurn(exhibitId, async () => {
        await rows.remove(exhibitId);
        shown.hide(exhibitId);
      }),
  };
}
