/** Where a label floats: the height of its lower edge above the thing's foot and its size, 1 being as made. */
export interface LabelStance {
  readonly bottom: number;
  readonly scale: number;
}

/** Rise per metre of distance up to which who looks straight ahead still sees something, off to the side too. */
const VISIBLE_RISE = 0.42;
/** Metres; closer by, the label shrinks so that it takes up the same part of the view. */
const FULL_SIZE_AT = 4.6;

/**
 * Far away the label stands above the thing and grows, so that it stays readable; near by it shrinks and comes down
 * in front of the thing, because what stands above it would then be out of sight.
 *
 * @param distance metres from the eye, along the ground
 * @param eyeHeight metres of the eye above the thing's foot
 * @param height metres of what is drawn on the label at scale 1
 * @param above metres from the foot to where the label stands when seen from afar
 */
export function labelStance(distance: number, eyeHeight: number, height: number, above: number): LabelStance {
  const scale =
    distance < FULL_SIZE_AT ? Math.max(distance / FULL_SIZE_AT, 0.3) : Math.min(Math.max(distance / 11, 1), 1.6);
  const highestSeen = eyeHeight + distance * VISIBLE_RISE - height * scale;
  return { bottom: Math.min(above, Math.max(highestSeen, 0.6)), scale };
}
