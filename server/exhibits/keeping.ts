import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import { createTurns } from "../in-turn.ts";
import type { OpenRoom } from "../rooms/feature.ts";
import { type Exhibitable, type ExhibitRow, exhibitStatus, type Subjects, subjectStatus } from "./exhibit.ts";
import type { ExhibitRows } from "./exhibit-rows.ts";
import type { ShownExhibits } from "./shown-exhibits.ts";

/** Keeps what the rooms show in line with the exhibits' rows, their generations and their subjects. */
export interface ExhibitKeeping {
  /** Brings a generation's news to wherever it, or its subject, stands; a retry first takes the place of what it repeats. */
  follow(generation: Generation): Promise<void>;
  followSubject(subject: string): Promise<void>;
  /** Puts a room's exhibits into its state. */
  openRoom(room: OpenRoom): Promise<void>;
  /** Shows an exhibit as its row stands. */
  show(row: ExhibitRow): Promise<void>;
  remove(exhibitId: string): Promise<void>;
  /** Everything that shows a subject goes with it. */
  removeSubject(subject: string): Promise<void>;
}

const nothing = { url: "", posterUrl: "" } as const;

export function createExhibitKeeping(parts: {
  readonly rows: ExhibitRows;
  readonly shown: ShownExhibits;
  readonly generations: Generations;
  readonly exhibitables: ReadonlyMap<string, Exhibitable>;
  readonly subjects: Subjects;
  readonly nameOf: (playerId: string) => Promise<string>;
}): ExhibitKeeping {
  const { rows, shown, generations, exhibitables, subjects } = parts;

  /** Exhibit by exhibit, so that an older state never comes after a newer one. */
  const inTurn = createTurns();

  const show = ({ id }: ExhibitRow): Promise<void> => inTurn(id, () => showNow(id));

  async function showNow(id: string): Promise<void> {
    const row = await rows.read(id);
    if (row === null) return;
    if (row.subject === null) await showGeneration(row);
    else await showSubject(row, row.subject);
  }

  async function showGeneration(row: ExhibitRow): Promise<void> {
    const exhibitable = exhibitables.get(row.kind);
    if (!exhibitable) return;
    const createdByName = await parts.nameOf(row.createdBy);
    const typicalSeconds = await exhibitable.typicalSeconds();
    const generation = row.generationId === null ? null : await generations.read(row.generationId);
    const files = generation?.status === "succeeded" ? exhibitable.shownAs(generation) : nothing;
    const { kind, name } = row;
    const queuePosition = placeOf(generation);
    const standing = exhibitStatus(generation);
    shown.show(row, generation, { kind, name, ...files, standing, createdByName, typicalSeconds, queuePosition });
  }

  async function showSubject(row: ExhibitRow, subject: string): Promise<void> {
    const createdByName = await parts.nameOf(row.createdBy);
    const look = await subjects.look(subject);
    // Whoever removed it died before its exhibits were removed, too.
    if (look === null) return removeNow(row.id);
    const { generation, ...details } = look;
    const standing = subjectStatus(look);
    shown.show(row, generation, { ...details, standing, createdByName, queuePosition: placeOf(generation) });
  }

  const placeOf = (generation: Generation | null): number =>
    generation === null ? 0 : generations.placeInQueue(generation.id);

  async function removeNow(exhibitId: string): Promise<void> {
    await rows.remove(exhibitId);
    shown.hide(exhibitId);
  }

  const showEach = async (some: readonly ExhibitRow[]): Promise<void> => {
    for (const row of some) await show(row);
  };

  const followSubject = async (subject: string): Promise<void> => showEach(await rows.showingSubject(subject));
  const remove = (exhibitId: string): Promise<void> => inTurn(exhibitId, () => removeNow(exhibitId));

  return {
    show,
    followSubject,
    async follow(generation) {
      if (!exhibitables.has(generation.kind)) return;
      if (generation.retryOf !== null) await rows.showInstead(generation.retryOf, generation.id);
      await showEach(await rows.showing(generation.id));
      if (subjects.kinds.includes(generation.kind)) await followSubject(generation.subject);
    },
    openRoom: async (room) => showEach(await rows.inWorld(room.worldId)),
    remove,
    async removeSubject(subject) {
      for (const { id } of await rows.showingSubject(subject)) await remove(id);
    },
  };
}
