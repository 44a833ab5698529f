import { type ReadonlySignal, signal } from "@preact/signals";

/** Nobody can see the page just now. */
export function watchPageHidden(): ReadonlySignal<boolean> {
  const isHidden = signal(document.hidden);
  document.addEventListener("visibilitychange", () => {
    isHidden.value = document.hidden;
  });
  return isHidden;
}
