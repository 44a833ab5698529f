import type { WorldRoom } from "./world-room.ts";

/** `room.leave()` never resolves on a socket that the server has closed already: how long it is waited for. */
const LEAVE_MS = 1000;

/** Leaves the room for good, also when it is in the middle of reconnecting. */
export async function leaveRoom(room: WorldRoom): Promise<void> {
  room.reconnection.enabled = false;
  room.reconnection.maxRetries = 0;
  if (!room.connection.isOpen) {
    // An attempt may be under way whose timer cannot be stopped: if it succeeds, it is told that nobody wants it.
    room.onReconnect(() => void leaveRoom(room));
    return;
  }
  const left = room.leave();
  const timeUp = new Promise((resolve) => setTimeout(resolve, LEAVE_MS));
  await Promise.race([left, timeUp]);
  if (room.connection.isOpen) room.connection.close();
}
