import { HUB, HUB_HALF_SIZE, WORLD_HALF_SIZE } from "./limits.ts";

/** Metres a second. */
export const WALK_SPEED = 4;

export interface Mover {
  x: number;
  z: number;
  yaw: number;
}

export interface MoveCommand {
  readonly forward: number;
  readonly right: number;
  readonly yaw: number;
}

/** How far from the origin a player or a thing may stand in this world, along each axis, in metres. */
export const halfSizeOf = (worldId: string): number => (worldId === HUB ? HUB_HALF_SIZE : WORLD_HALF_SIZE);

/**
 * One fixed step of walking, run by the server with authority and by the client as its prediction: both must get
 * the same numbers, so nothing here reads a clock or anything but its arguments.
 *
 * `yaw` 0 looks along +z and grows towards +x (Babylon's axes). Diagonals are not faster. A value that is not a
 * finite number moves nobody.
 */
export function stepMovement(mover: Mover, command: MoveCommand, seconds: number, halfSize: number): void {
  if (!Number.isFinite(command.yaw) || !Number.isFinite(command.forward) || !Number.isFinite(command.right)) return;
  mover.yaw = command.yaw;
  const forward = Math.sign(command.forward);
  const right = Math.sign(command.right);
  if (forward === 0 && right === 0) return;
  const distance = (WALK_SPEED * seconds) / Math.hypot(forward, right);
  const sin = Math.sin(command.yaw);
  const cos = Math.cos(command.yaw);
  mover.x = clamp(mover.x + (forward * sin + right * cos) * distance, halfSize);
  mover.z = clamp(mover.z + (forward * cos - right * sin) * distance, halfSize);
}

const clamp = (value: number, limit: number): number => Math.min(limit, Math.max(-limit, value));
