import { type Client, Protocol, type Room } from "colyseus";

/** The first byte of a frame holds its kind in the low five bits, and modifiers above. */
const KIND_BITS = 0x1f;
/** Where Colyseus 0.18 takes a client's frames in. It is no public part, so its absence is an error and not a shrug. */
const RECEIVE = "_onMessage";

/**
 * Leaves out the frames that Colyseus cannot read safely. Its decoder of `ROOM_INPUT_UNRELIABLE` walks a frame by the
 * lengths in it, and a negative one, three bytes in all, keeps the whole process busy for ever. Such inputs are meant
 * for datagrams, which this server does not have: over a websocket every client sends its inputs reliably.
 */
export function leaveOutUnsafeFrames(room: Room): void {
  const receive: unknown = Reflect.get(room, RECEIVE);
  if (typeof receive !== "function") throw new Error(`This version of Colyseus has no ${RECEIVE} to guard.`);
  Reflect.set(room, RECEIVE, (client: Client, frame: Uint8Array) => {
    if (((frame[0] ?? 0) & KIND_BITS) !== Protocol.ROOM_INPUT_UNRELIABLE) Reflect.apply(receive, room, [client, frame]);
  });
}
