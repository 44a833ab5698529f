import { type Client, ErrorCode, MatchMakeError } from "colyseus.js";
import { type Player, WorldState } from "../../contract/state.ts";
import { leaveRoom } from "./leave-room.ts";
import { listenTo, type RoomListeners } from "./room-listeners.ts";
import { within } from "./time-limit.ts";
import { UnknownWorld } from "./world-answer.ts";
import { WorldConnection } from "./world-connection.ts";
import type { WorldRoom } from "./world-room.ts";

const JOIN_MS = 15_000;
const FIRST_STATE_MS = 10_000;
/** The server refuses a join with HTTP's words. */
const NOT_FOUND = 404;
/** With the SDK's growing pauses (0.2 s to 5 s) eight attempts last about as long as the server holds a dropped seat. */
const SDK_ATTEMPTS = 8;

/**
 * Joins a world's room and waits until the own player is in the state.
 * @throws UnknownWorld when there is no such world; MatchMakeError, TimedOut or a network error otherwise
 */
export async function openWorld(
  client: Client,
  worldId: string,
  name: string,
  listeners: RoomListeners,
): Promise<WorldConnection> {
  const room = await joinTellingWhy(client, worldId, name);
  room.reconnection.minUptime = 0;
  room.reconnection.maxRetries = SDK_ATTEMPTS;
  // Before anything is awaited: the first message may be in the next frame already.
  listenTo(room, listeners);
  try {
    const self = await within(FIRST_STATE_MS, firstState(room), ignoreLateState);
    return new WorldConnection(room, self, worldId);
  } catch (error) {
    await leaveRoom(room);
    throw error;
  }
}

async function joinTellingWhy(client: Client, worldId: string, name: string): Promise<WorldRoom> {
  try {
    return await joinOnceMore(client, worldId, name);
  } catch (error) {
    if (error instanceof MatchMakeError && error.code === NOT_FOUND) throw new UnknownWorld(worldId);
    throw error;
  }
}

/** Hopping rooms quickly can lose the race for a reserved seat: asked once more, the server reserves a new one. */
async function joinOnceMore(client: Client, worldId: string, name: string): Promise<WorldRoom> {
  const join = () =>
    within<WorldRoom>(JOIN_MS, client.joinOrCreate<WorldState>("world", { worldId, name }, WorldState), leaveRoom);
  try {
    return await join();
  } catch (error) {
    if (error instanceof MatchMakeError && error.code === ErrorCode.MATCHMAKE_EXPIRED) return await join();
    throw error;
  }
}

function firstState(room: WorldRoom): Promise<Player> {
  return new Promise((resolve, reject) => {
    function look(state: WorldState): void {
      const self = state.players.get(room.sessionId);
      if (self === undefined) return;
      room.onStateChange.remove(look);
      resolve(self);
    }
    room.onStateChange(look);
    room.onLeave((code) => reject(new Error(`The room closed the connection before its first state (${code}).`)));
  });
}

/** The room is left by then: its late state is of no use to anybody. */
const ignoreLateState = (): void => undefined;
