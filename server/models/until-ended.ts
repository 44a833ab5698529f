import { type Generation, isEnded } from "../generation/generation.ts";
import type { Generations } from "../generation/generations.ts";
import type { Clock } from "../generation/ports.ts";
import { ClientLeft } from "../http/http-refusal.ts";

/** Another process may have ended it, of which nobody tells here. */
const readAgainMs = 5_000;

/**
 * Resolves with the row once it has ended, and with null when it is not there any more.
 *
 * @throws ClientLeft when `signal` aborts first; the generation goes on
 */
export async function untilEnded(
  { generations, clock }: { readonly generations: Generations; readonly clock: Clock },
  id: number,
  signal: AbortSignal,
): Promise<Generation | null> {
  let wake = (): void => {};
  const onAbort = (): void => wake();
  const stopListening = generations.listen({
    changed(after) {
      if (after.id === id && isEnded(after.status)) wake();
    },
    queueMoved() {},
  });
  signal.addEventListener("abort", onAbort);
  try {
    for (;;) {
      // Set before the row is read, so that no end falls in between.
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      if (signal.aborted) throw new ClientLeft("The client left before the model was made.");
      const row = await generations.read(id);
      if (row === null || isEnded(row.status)) return row;
      const cancelTimer = clock.after(readAgainMs, wake);
      await woken;
      cancelTimer();
    }
  } finally {
    stopListening();
    signal.removeEventListener("abort", onAbort);
  }
}
