import type { Generations } from "../generation/generations.ts";
import type { Clock, Journal } from "../generation/ports.ts";
import type { Provider } from "../generation/provider.ts";
import type { Database } from "../persistence/database.ts";
import type { RoomFeature } from "../rooms/feature.ts";
import type { OpenRooms } from "../rooms/open-rooms.ts";
import { createAnnouncedWorlds } from "./announced-worlds.ts";
import { createDesignatedPolling, type DesignatedPolling } from "./designated-polling.ts";
import { createPortalKeeping } from "./keeping.ts";
import { createPortalOpening } from "./opening.ts";
import { portalIdOf } from "./portal.ts";
import { createPortalRows } from "./portal-rows.ts";
import { createPortalRequests, type WorldCatalogue } from "./requests.ts";
import { createWorldRetrying } from "./retrying.ts";
import { createShownPortals } from "./shown-portals.ts";
import { createWorldKind, type TakeUpload, WORLD } from "./world-kind.ts";
import { createWorldRows, type FileReferences, type WorldRows } from "./world-rows.ts";

export interface PortalsParts {
  readonly database: Database;
  readonly generations: Generations;
  readonly openRooms: OpenRooms;
  readonly marble: Provider & WorldCatalogue;
  readonly files: FileReferences;
  readonly takeUpload: TakeUpload;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly worldPollMs: number;
  readonly grantMs: number;
  /** What a portal says before this server has measured its own worlds. */
  readonly typicalSecondsAtFirst: number;
  readonly nameOf: (playerId: string) => Promise<string>;
}

export interface Portals {
  readonly feature: RoomFeature;
  readonly announced: ReturnType<typeof createAnnouncedWorlds>;
  readonly worlds: WorldRows;
  readonly polling: DesignatedPolling;
  /** After the generations' kinds are declared, before anybody is let in. */
  start(): Promise<void>;
}

/** Portals and the worlds behind them: declares the `world` kind, and lives in every room. */
export function createPortals(parts: PortalsParts): Portals {
  const { database, generations, openRooms, marble, takeUpload, clock, journal } = parts;
  const rows = createPortalRows(database);
  const worlds = createWorldRows(database, parts.files);
  const shown = createShownPortals(openRooms);
  const polling = createDesignatedPolling({
    clock,
    grantMs: parts.grantMs,
    roomOf(portalId) {
      const room = shown.roomOf(portalId);
      return (
        room && {
          eligible: room.visibleSessions,
          poll: (sessionId, request) => room.send(sessionId, "poll_portal", request),
          showPoller: shown.showPoller,
        }
      );
    },
  });
  const keeping = createPortalKeeping({ ...parts, rows, worlds, shown });
  const opening = createPortalOpening({ rows, keeping, generations, clock });
  const retrying = createWorldRetrying({ rows, opening, generations });
  generations.declare(createWorldKind({ provider: marble, lookMs: parts.worldPollMs, polling, keeping }));

  generations.listen({
    changed(after) {
      if (after.kind !== WORLD) return;
      keeping
        .follow(after)
        .then(() => {
          const portalId = portalIdOf(after.subject);
          if (portalId !== null) polling.electAgain([portalId]);
        })
        .catch((error: unknown) => journal.troubled("showing a portal's progress", after, error));
    },
    queueMoved: shown.showQueue,
  });

  return {
    worlds,
    polling,
    start: keeping.mendAbandoned,
    announced: createAnnouncedWorlds({ rows, retrying, typicalSecondsAtFirst: parts.typicalSecondsAtFirst }),
    feature: {
      requests: createPortalRequests({
        rows,
        worlds,
        opening,
        retrying,
        keeping,
        polling,
        generations,
        takeUpload,
        marble,
      }),
      onOpen: keeping.openRoom,
      onClose: (room) => shown.showOccupancy(room.worldId),
      onPresence(room) {
        polling.electAgain(shown.lookedAt(room));
        shown.showOccupancy(room.worldId);
      },
      onDrop: (_room, sessionId) => polling.onDrop(sessionId),
      onLeave: (_room, sessionId) => polling.onLeave(sessionId),
    },
  };
}
