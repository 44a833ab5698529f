import { z } from "zod";
import { HUB } from "../../contract/limits.ts";

/** The worlds between the hub and the place one is in, nearest last. Ways back lead along it, so they never go in circles. */
export type Trail = readonly string[];

/** A longer way than this nobody walks back; the oldest places are forgotten. */
const TRAIL_MAX = 20;
const StoredTrail = z.object({ trail: z.array(z.string().min(1).max(128)).max(TRAIL_MAX) });

/** The trail after going from one world to another: going back to a place on the trail shortens it to that place. */
export function trailAfter(trail: Trail, from: string, to: string): Trail {
  if (to === HUB) return [];
  const known = trail.indexOf(to);
  if (known >= 0) return trail.slice(0, known);
  return [...trail, from].slice(-TRAIL_MAX);
}

/** Where the way back of a place leads. */
export const wayBackOf = (trail: Trail): string => trail.at(-1) ?? HUB;

/** The trail kept in a history entry; one that is missing or not ours counts as having come straight from the hub. */
export function storedTrail(historyState: unknown): Trail {
  const parsed = StoredTrail.safeParse(historyState);
  return parsed.success ? parsed.data.trail : [];
}
