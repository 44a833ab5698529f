import { Exhibit } from "../../contract/state.ts";
import type { Generation } from "../generation/generation.ts";
import type { OpenRoom } from "../rooms/feature.ts";
import type { OpenRooms } from "../rooms/open-rooms.ts";
import { type ExhibitRow, exhibitStatus } from "./exhibit.ts";

interface ExhibitDetails {
  readonly url: string;
  readonly posterUrl: string;
  readonly createdByName: string;
  readonly typicalSeconds: number;
  readonly queuePosition: number;
}

/** The exhibits as the open rooms show them: the synced state's side of the feature. */
export interface ShownExhibits {
  show(row: ExhibitRow, generation: Generation | null, details: ExhibitDetails): void;
  hide(exhibitId: string): void;
  isShownIn(room: OpenRoom, generationId: number): boolean;
  /** @param places by generation id, 1 for who goes next */
  showQueue(places: ReadonlyMap<number, number>): void;
}

export function createShownExhibits(openRooms: OpenRooms): ShownExhibits {
  const generationIds = new Map<string, number | null>();

  return {
    show(row, generation, details) {
      const room = openRooms.of(row.worldId);
      if (!room) return;
      const exhibit = room.state.exhibits.get(row.id) ?? new Exhibit();
      const told = exhibitStatus(generation);
      const isWaiting = told.status === "generating";
      Object.assign(exhibit, {
        id: row.id,
        kind: row.kind,
        jobId: generation?.jobId ?? "",
        x: row.x,
        y: row.y,
        z: row.z,
        rotationY: row.rotationY,
        scale: row.scale,
        name: row.name,
        createdBy: row.createdBy,
        createdByName: details.createdByName,
        startedAt: generation?.createdAt ?? 0,
        typicalSeconds: details.typicalSeconds,
        progress: isWaiting ? (generation?.progress ?? -1) : -1,
        queuePosition: isWaiting ? details.queuePosition : 0,
        url: details.url,
        posterUrl: details.posterUrl,
        ...told,
      });
      generationIds.set(row.id, row.generationId);
      if (!room.state.exhibits.has(row.id)) room.state.exhibits.set(row.id, exhibit);
    },
    hide(exhibitId) {
      generationIds.delete(exhibitId);
      for (const room of openRooms.all()) room.state.exhibits.delete(exhibitId);
    },
    isShownIn: (room, generationId) =>
      [...room.state.exhibits.keys()].some((exhibitId) => generationIds.get(exhibitId) === generationId),
    showQueue(places) {
      for (const room of openRooms.all()) {
        for (const exhibit of room.state.exhibits.values()) {
          const place = places.get(generationIds.get(exhibit.id) ?? 0) ?? 0;
          exhibit.queuePosition = exhibit.status === "generating" ? place : 0;
        }
      }
    },
  };
}
