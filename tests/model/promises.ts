/**
 * The model, and all of it: what players were told. What was taken in ends, what was called off is not made, and
 * nothing but the passing of time is needed for that.
 */
export interface Promises {
  /** Ids of generations that somebody was answered with. */
  readonly takenIn: Set<number>;
  /** Ids of those whose cancel was answered before they had ended. */
  readonly calledOff: Set<number>;
}

export const noPromises = (): Promises => ({ takenIn: new Set(), calledOff: new Set() });
