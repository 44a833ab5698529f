import { Portal } from "../../contract/state.ts";
import type { Generation } from "../generation/generation.ts";
import { isEnded } from "../generation/generation.ts";
import type { OpenRoom } from "../rooms/feature.ts";
import type { OpenRooms } from "../rooms/open-rooms.ts";
import type { PortalRow } from "./portal.ts";

interface PortalDetails {
  readonly createdByName: string;
  readonly thumbnailUrl: string | null;
  readonly typicalSeconds: number;
  readonly queuePosition: number;
}

/** The portals as the open rooms show them: the synced state's side of the feature. */
export interface ShownPortals {
  show(row: PortalRow, generation: Generation | null, details: PortalDetails): void;
  hide(portalId: string): void;
  /** The room in which a portal is shown just now. */
  roomOf(portalId: string): OpenRoom | undefined;
  /** Portals of a room whose operation can be looked at. */
  lookedAt(room: OpenRoom): string[];
  showPoller(portalId: string, sessionId: string): void;
  /** @param places by generation id, 1 for who goes next */
  showQueue(places: ReadonlyMap<number, number>): void;
  /** People came to or left a world: every portal that leads there says so. */
  showOccupancy(worldId: string): void;
}

export function createShownPortals(openRooms: OpenRooms): ShownPortals {
  const generationIds = new Map<string, number>();
  const roomOf = (portalId: string): OpenRoom | undefined =>
    [...openRooms.all()].find((room) => room.state.portals.has(portalId));
  const shown = (portalId: string) => roomOf(portalId)?.state.portals.get(portalId);

  return {
    show(row, generation, details) {
      const room = openRooms.of(row.worldId);
      if (!room) return;
      const portal = room.state.portals.get(row.id) ?? new Portal();
      const isWaiting = row.status === "generating" && generation !== null && !isEnded(generation.status);
      Object.assign(portal, {
        id: row.id,
        x: row.x,
        y: row.y,
        z: row.z,
        rotationY: row.rotationY,
        status: row.status,
        pendingOperationId: row.pendingOperationId ?? "",
        url: row.url ?? "",
        targetWorldId: row.targetWorldId ?? "",
        prompt: row.prompt,
        createdBy: row.createdBy,
        createdByName: details.createdByName,
        startedAt: generation?.createdAt ?? 0,
        typicalSeconds: details.typicalSeconds,
        progress: isWaiting ? generation.progress : -1,
        queuePosition: isWaiting ? details.queuePosition : 0,
        errorCode: row.errorCode ?? "",
        errorMessage: row.errorMessage ?? "",
        thumbnailUrl: details.thumbnailUrl ?? "",
        occupancy: row.targetWorldId === null ? 0 : openRooms.occupancyOf(row.targetWorldId),
        ...(row.pendingOperationId === null && { pollerId: "" }),
      });
      if (generation === null) generationIds.delete(row.id);
      else generationIds.set(row.id, generation.id);
      if (!room.state.portals.has(row.id)) room.state.portals.set(row.id, portal);
    },
    hide(portalId) {
      generationIds.delete(portalId);
      roomOf(portalId)?.state.portals.delete(portalId);
    },
    roomOf,
    lookedAt: (room) =>
      [...room.state.portals.values()].filter((portal) => portal.pendingOperationId !== "").map(({ id }) => id),
    showPoller(portalId, sessionId) {
      const portal = shown(portalId);
      if (portal) portal.pollerId = portal.pendingOperationId === "" ? "" : sessionId;
    },
    showQueue(places) {
      for (const room of openRooms.all()) {
        for (const portal of room.state.portals.values()) {
          const place = places.get(generationIds.get(portal.id) ?? 0) ?? 0;
          portal.queuePosition = portal.status === "generating" ? place : 0;
        }
      }
    },
    showOccupancy(worldId) {
      const occupancy = openRooms.occupancyOf(worldId);
      for (const room of openRooms.all()) {
        for (const portal of room.state.portals.values()) {
          if (portal.targetWorldId === worldId) portal.occupancy = occupancy;
        }
      }
    },
  };
}
