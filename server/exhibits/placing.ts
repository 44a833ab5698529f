import { EXHIBIT_SPACING, EXHIBITS_PER_PLAYER, EXHIBITS_PER_WORLD, HUB } from "../../contract/limits.ts";
import { halfSizeOf } from "../../contract/movement.ts";
import { Refused } from "../refused.ts";
import type { ExhibitRow } from "./exhibit.ts";

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** @throws Refused `bad_place` when an exhibit may not stand there beside the others of this world */
export function checkSpot(worldId: string, { x, y, z }: Spot, others: readonly ExhibitRow[]): void {
  const halfSize = halfSizeOf(worldId);
  if (Math.abs(x) > halfSize || Math.abs(z) > halfSize) {
    throw new Refused("bad_place", `This spot is outside: x and z reach from -${halfSize} to ${halfSize} here.`);
  }
  if (worldId === HUB && y < 0) throw new Refused("bad_place", "This spot is below the ground: y is at least 0 here.");
  const isTooClose = others.some((other) => Math.hypot(other.x - x, other.y - y, other.z - z) < EXHIBIT_SPACING);
  if (isTooClose) {
    throw new Refused("bad_place", `Another exhibit stands within ${EXHIBIT_SPACING} m: step aside and try again.`);
  }
}

/** @throws Refused `over_budget` when the world, or this player's part of it, is full */
export function checkRoom(playerId: string, others: readonly ExhibitRow[]): void {
  if (others.filter(({ createdBy }) => createdBy === playerId).length >= EXHIBITS_PER_PLAYER) {
    throw new Refused("over_budget", `You have ${EXHIBITS_PER_PLAYER} exhibits in this world, the most: remove one.`);
  }
  if (others.length >= EXHIBITS_PER_WORLD) {
    throw new Refused("over_budget", `This world has ${EXHIBITS_PER_WORLD} exhibits, the most: choose another one.`);
  }
}
