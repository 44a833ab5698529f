interface Away {
  readonly id: string;
  /** Metres from the eye. */
  readonly distance: number;
}

/** Held from here on, in metres. */
const HOLD_WITHIN = 25;
/** Let go beyond: farther, or who walks along the edge would load and release with every step. */
const RELEASE_BEYOND = 35;
/** More models than this at a time are too much for a phone. */
const HELD_MAX = 12;
/** One that is held counts as so much nearer, in metres, when there are too many. */
const HELD_BONUS = 5;

/** The exhibits whose models are to be in memory, the nearest first. */
export function exhibitsToHold(exhibits: Iterable<Away>, isHeld: (id: string) => boolean): string[] {
  const rank = ({ id, distance }: Away): number => (isHeld(id) ? distance - HELD_BONUS : distance);
  return [...exhibits]
    .filter(({ id, distance }) => distance <= (isHeld(id) ? RELEASE_BEYOND : HOLD_WITHIN))
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
    .slice(0, HELD_MAX)
    .map(({ id }) => id);
}
