import { Exhibit } from "../../contract/state.ts";
import type { Generation } from "../generation/generation.ts";
import type { OpenRoom } from "../rooms/feature.ts";
import type { OpenRooms } from "../rooms/open-rooms.ts";
import type { ExhibitRow, ExhibitStatus } from "./exhibit.ts";

/** How an exhibit looks by now. */
interface ExhibitDetails {
  readonly kind: string;
  readonly name: string;
  readonly url: string;
  readonly posterUrl: string;
  readonly standing: ExhibitStatus;
  readonly createdByName: string;
  readonly typicalSeconds: number;
  readonly queuePosition: number;
}

/** The exhibits as the open rooms show them: the synced state's side of the feature. */
export interface ShownExhibits {
  /** @param generation the one that it tells of; null for none */
  show(row: ExhibitRow, generation: Generation | null, details: ExhibitDetails): void;
  hide(exhibitId: string): void;
  /** Whether it, or its subject, is to be seen there. */
  isShownIn(room: OpenRoom, generation: Pick<Generation, "id" | "subject">): boolean;
  /** @param places by generation id, 1 for who goes next */
  showQueue(places: ReadonlyMap<number, number>): void;
}

export function createShownExhibits(openRooms: OpenRooms): ShownExhibits {
  const shown = new Map<string, { readonly generationId: number | null; readonly subject: string | null }>();

  return {
    show(row, generation, { standing, ...details }) {
      const room = openRooms.of(row.worldId);
      if (!room) return;
      const exhibit = room.state.exhibits.get(row.id) ?? new Exhibit();
      const isWaiting = standing.status === "generating";
      Object.assign(exhibit, {
        id: row.id,
        jobId: generation?.jobId ?? "",
        x: row.x,
        y: row.y,
        z: row.z,
        rotationY: row.rotationY,
        scale: row.scale,
        subject: row.subject ?? "",
        createdBy: row.createdBy,
        startedAt: generation?.createdAt ?? 0,
        progress: isWaiting ? (generation?.progress ?? -1) : -1,
        ...details,
        queuePosition: isWaiting ? details.queuePosition : 0,
        ...standing,
      });
      shown.set(row.id, { generationId: generation?.id ?? row.generationId, subject: row.subject });
      if (!room.state.exhibits.has(row.id)) room.state.exhibits.set(row.id, exhibit);
    },
    hide(exhibitId) {
      shown.delete(exhibitId);
      for (const room of openRooms.all()) room.state.exhibits.delete(exhibitId);
    },
    isShownIn: (room, { id, subject }) =>
      [...room.state.exhibits.keys()].some((exhibitId) => {
        const what = shown.get(exhibitId);
        return what !== undefined && (what.generationId === id || (subject !== "" && what.subject === subject));
      }),
    showQueue(places) {
      for (const room of openRooms.all()) {
        for (const exhibit of room.state.exhibits.values()) {
          const place = places.get(shown.get(exhibit.id)?.generationId ?? 0) ?? 0;
          exhibit.queuePosition = exhibit.status === "generating" ? place : 0;
        }
      }
    },
  };
}
