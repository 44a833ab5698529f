import type { OpenRoom } from "./feature.ts";

/** The rooms that are open in this process: one per world. */
export interface OpenRooms {
  add(room: OpenRoom): void;
  remove(room: OpenRoom): void;
  of(worldId: string): OpenRoom | undefined;
  all(): Iterable<OpenRoom>;
  /** How many players are in a world. */
  occupancyOf(worldId: string): number;
  /** What a player who is in some room goes by. */
  nameOf(playerId: string): string | undefined;
}

export function createOpenRooms(): OpenRooms {
  const rooms = new Map<string, OpenRoom>();
  return {
    add: (room) => void rooms.set(room.worldId, room),
    remove(room) {
      if (rooms.get(room.worldId) === room) rooms.delete(room.worldId);
    },
    of: (worldId) => rooms.get(worldId),
    all: () => rooms.values(),
    nameOf(playerId) {
      for (const { state } of rooms.values()) {
        for (const player of state.players.values()) if (player.playerId === playerId) return player.name;
      }
      return undefined;
    },
    occupancyOf: (worldId) => rooms.get(worldId)?.state.players.size ?? 0,
  };
}
