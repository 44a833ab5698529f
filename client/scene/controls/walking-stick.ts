type Direction = -1 | 0 | 1;

/** Pixels that a finger has to move before it counts. */
const DEAD_ZONE = 16;
/** The part of the screen, from the left, where a finger walks; on the rest it looks around. */
export const STICK_SHARE = 0.4;

/** Which way a finger leads that was put down and moved by (dx, dy) pixels: eight directions around a dead zone. */
export function stickDirections(dx: number, dy: number): { forward: Direction; right: Direction } {
  if (Math.hypot(dx, dy) < DEAD_ZONE) return { forward: 0, right: 0 };
  const along = (part: number, other: number): Direction =>
    Math.abs(part) < Math.abs(other) * 0.414 ? 0 : part > 0 ? 1 : -1;
  return { forward: along(-dy, dx), right: along(dx, dy) };
}
