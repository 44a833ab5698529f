/** Seconds in which most of a difference in height has gone. */
const SETTLING_SECONDS = 0.09;
/** More than this, in metres, is not a step but another place. */
const JUMP = 3;

/** The height at which feet are seen on their way from `seen` to the ground at `ground`, `seconds` later. */
export function settled(seen: number, ground: number, seconds: number): number {
  const way = ground - seen;
  if (Math.abs(way) > JUMP) return ground;
  return seen + way * (1 - Math.exp(-seconds / SETTLING_SECONDS));
}
