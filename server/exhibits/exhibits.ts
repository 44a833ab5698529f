import type { Generation } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { Clock, Journal } from "../generation/ports.ts";
import type { Database } from "../persistence/database.ts";
import type { OpenRoom, RoomFeature } from "../rooms/feature.ts";
import type { OpenRooms } from "../rooms/open-rooms.ts";
import type { Exhibitable, Subjects } from "./exhibit.ts";
import { createExhibitRows } from "./exhibit-rows.ts";
import { createExhibitKeeping } from "./keeping.ts";
import { createExhibitRequests } from "./requests.ts";
import { createShownExhibits } from "./shown-exhibits.ts";

export interface Exhibits {
  readonly feature: RoomFeature;
  isShownIn(room: OpenRoom, generation: Generation): boolean;
  /** Where it, or its subject, stands first; null when it stands nowhere. */
  placeOf(
    generation: Generation,
  ): Promise<{ readonly worldId: string; readonly x: number; readonly y: number; readonly z: number } | null>;
}

/** What was generated and stands in worlds, of whatever kind: lives in every room, and follows its generations and subjects. */
export function createExhibits(parts: {
  readonly database: Database;
  readonly generations: Generations;
  readonly openRooms: OpenRooms;
  readonly exhibitables: readonly Exhibitable[];
  readonly subjects: Subjects;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly nameOf: (playerId: string) => Promise<string>;
}): Exhibits {
  const { generations, journal } = parts;
  const exhibitables = new Map(parts.exhibitables.map((exhibitable) => [exhibitable.kind, exhibitable]));
  const rows = createExhibitRows(parts.database);
  const shown = createShownExhibits(parts.openRooms);
  const keeping = createExhibitKeeping({ ...parts, rows, shown, exhibitables });

  generations.listen({
    changed(after) {
      keeping.follow(after).catch((error: unknown) => journal.troubled("showing an exhibit's progress", after, error));
    },
    queueMoved: shown.showQueue,
  });
  parts.subjects.listen({
    changed(subject) {
      keeping
        .followSubject(subject)
        .catch((error: unknown) => journal.troubled(`showing ${subject} as it is by now`, null, error));
    },
    removed: keeping.removeSubject,
  });

  return {
    isShownIn: shown.isShownIn,
    async placeOf(generation) {
      const { id, subject } = generation;
      const [first] = [...(await rows.showing(id)), ...(subject === "" ? [] : await rows.showingSubject(subject))];
      return first ? { worldId: first.worldId, x: first.x, y: first.y, z: first.z } : null;
    },
    feature: {
      requests: createExhibitRequests({ ...parts, rows, keeping, exhibitables }),
      onOpen: keeping.openRoom,
    },
  };
}
