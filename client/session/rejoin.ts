const DELAYS_MS = [1000, 2000, 4000, 8000, 10_000] as const;

/** The pause before the nth attempt to get back in (from 1): 1, 2, 4, 8, then always 10 s. */
export const rejoinDelayMs = (attempt: number): number =>
  DELAYS_MS[Math.min(Math.max(attempt, 1), DELAYS_MS.length) - 1] ?? 10_000;

export interface RejoinSteps<Connection> {
  open(): Promise<Connection>;
  /** Waits; may return early when there is reason to hope (the network came back, the tab is looked at again). */
  pause(delayMs: number): Promise<void>;
  onAttempt(attempt: number): void;
  /** True for an error that no further attempt can cure. */
  isFinal(error: unknown): boolean;
  readonly signal: AbortSignal;
}

/**
 * Tries until it works. The banner counts from `firstAttempt`, which goes on where the SDK's own reconnecting gave up;
 * the pauses start anew, because the server is asked for something new.
 * @returns null when the signal ended it
 * @throws what `isFinal` says no attempt can cure
 */
export async function rejoin<Connection>(
  steps: RejoinSteps<Connection>,
  firstAttempt: number,
): Promise<Connection | null> {
  for (let tried = 0; !steps.signal.aborted; tried++) {
    steps.onAttempt(firstAttempt + tried);
    await steps.pause(rejoinDelayMs(tried + 1));
    if (steps.signal.aborted) return null;
    try {
      return await steps.open();
    } catch (error) {
      if (steps.isFinal(error)) throw error;
      console.info("Not back yet.", error);
    }
  }
  return null;
}
