interface Away {
  readonly id: string;
  /** Metres from the eye. */
  readonly distance: number;
}

/** What of a kind is in memory at a time. Distances in metres. */
export interface HoldingLimits {
  /** Held from here on. */
  readonly within: number;
  /** Let go beyond: farther, or who walks along the edge would load and release with every step. */
  readonly beyond: number;
  readonly most: number;
}

/** More models than this at a time are too much for a phone. */
export const MODELS_HELD: HoldingLimits = { within: 25, beyond: 35, most: 12 };
/** Pictures are lighter, and a wall of empty frames is a sad sight. */
export const PICTURES_HELD: HoldingLimits = { within: 48, beyond: 56, most: 56 };
/** One that is held counts as so much nearer, in metres, when there are too many. */
const HELD_BONUS = 5;

/** The exhibits that are to be in memory, the nearest first. */
export function exhibitsToHold(
  exhibits: Iterable<Away>,
  isHeld: (id: string) => boolean,
  { within, beyond, most }: HoldingLimits = MODELS_HELD,
): string[] {
  const rank = ({ id, distance }: Away): number => (isHeld(id) ? distance - HELD_BONUS : distance);
  return [...exhibits]
    .filter(({ id, distance }) => distance <= (isHeld(id) ? beyond : within))
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
    .slice(0, most)
    .map(({ id }) => id);
}
