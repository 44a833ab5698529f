import type { Room } from "colyseus.js";
import { TICK_RATE } from "../contract/limits.ts";
import type { MoveInput, WorldState } from "../contract/state.ts";

/** How often a walker turns on the way, in radians per input: circles of about 8 m. */
const TURN = 0.05;

/** Walks on and on, one input per step of the server, as a page in which a key is held down. @returns its end */
export function walk(room: Room<unknown, WorldState>, heading: number): () => void {
  const input = room.input<MoveInput>();
  input.data.forward = 1;
  input.data.right = 0;
  input.data.yaw = heading;
  const steps = setInterval(() => {
    input.data.yaw = (input.data.yaw + TURN) % (2 * Math.PI);
    input.send();
  }, 1000 / TICK_RATE);
  return () => clearInterval(steps);
}
