import { effect, type ReadonlySignal } from "@preact/signals";

/** Polls in this rhythm while `isWanted` is true, and not at all otherwise. @returns what ends it */
export function pollWhile(isWanted: ReadonlySignal<boolean>, poll: () => void, everyMs: number): () => void {
  return effect(() => {
    if (!isWanted.value) return;
    const timer = setInterval(poll, everyMs);
    return () => clearInterval(timer);
  });
}
