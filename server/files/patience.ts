import type { Clock } from "../generation/ports.ts";

/** A time limit that something under way must keep: for the whole of it, and for each pause within. */
export interface Patience {
  /** Aborts, with a sentence as its reason, when a limit is passed or the caller gives up. */
  readonly signal: AbortSignal;
  /** Something came: the pause starts anew. */
  renew(): void;
  /** It is over: nothing is aborted any more. */
  end(): void;
}

export function createPatience(
  clock: Clock,
  limits: { readonly totalMs: number; readonly idleMs: number },
  caller: AbortSignal,
): Patience {
  const limit = new AbortController();
  const stopTotal = clock.after(limits.totalMs, () =>
    limit.abort(new Error(`It took longer than ${limits.totalMs / 1000} s.`)),
  );
  const startPause = () =>
    clock.after(limits.idleMs, () => limit.abort(new Error(`Nothing came for ${limits.idleMs / 1000} s.`)));
  let stopPause = startPause();
  return {
    signal: AbortSignal.any([caller, limit.signal]),
    renew() {
      stopPause();
      stopPause = startPause();
    },
    end() {
      stopTotal();
      stopPause();
    },
  };
}

/** Hands on what comes, and takes each piece as a reason to go on waiting. */
export async function* patiently<Piece>(pieces: AsyncIterable<Piece>, patience: Patience): AsyncGenerator<Piece> {
  for await (const piece of pieces) {
    patience.renew();
    yield piece;
  }
}
