/** Waits, or less when the network comes back, the tab is looked at again, or the signal ends the wait. */
export function pauseUntilHopeful(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const timer = setTimeout(finish, delayMs);
    function finish(): void {
      clearTimeout(timer);
      over.abort();
      resolve();
    }
    addEventListener("online", finish, { signal: over.signal });
    document.addEventListener("visibilitychange", () => document.hidden || finish(), { signal: over.signal });
    signal.addEventListener("abort", finish, { signal: over.signal });
    if (signal.aborted) finish();
  });
}
