interface Away {
  readonly id: string;
  /** Metres from the eye. */
  readonly distance: number;
  /** From how near by it plays, in metres. */
  readonly reach: number;
}

/** More films than this at a time are too much for a phone. */
const PLAYING_MAX = 2;
/** One that plays goes on until one is so much farther off than where it began, in metres. */
const STOP_LATER = 1.5;
/** One that plays counts as so much nearer, in metres: two at the same distance would take turns with every step. */
const PLAYING_BONUS = 0.7;

/** The films that are to run, the nearest first. */
export function filmsToPlay(films: Iterable<Away>, isPlaying: (id: string) => boolean): string[] {
  const rank = ({ id, distance }: Away): number => (isPlaying(id) ? distance - PLAYING_BONUS : distance);
  return [...films]
    .filter(({ id, distance, reach }) => distance <= (isPlaying(id) ? reach + STOP_LATER : reach))
    .sort((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1))
    .slice(0, PLAYING_MAX)
    .map(({ id }) => id);
}
