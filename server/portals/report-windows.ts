import type { Clock } from "../generation/ports.ts";

/**
 * Holds an end back until the report of whoever took the look has come, or its window is over: so the portal turns
 * with the report where there is one, and soon without.
 */
export interface ReportWindows {
  /** A look is being taken by a client; its window has no end yet. */
  open(generationId: number): void;
  /** The look has shown an end: from now on the report has `forMs`. */
  awaitReport(generationId: number, forMs: number): void;
  close(generationId: number): void;
  /** Resolves when the window is closed; at once when there is none. */
  closed(generationId: number): Promise<void>;
}

export function createReportWindows(clock: Clock): ReportWindows {
  const windows = new Map<number, { closed: Promise<void>; resolve: () => void; cancelTimer: () => void }>();
  function close(generationId: number): void {
    const window = windows.get(generationId);
    windows.delete(generationId);
    window?.cancelTimer();
    window?.resolve();
  }
  return {
    open(generationId) {
      if (windows.has(generationId)) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      windows.set(generationId, { closed: promise, resolve, cancelTimer: () => {} });
    },
    awaitReport(generationId, forMs) {
      const window = windows.get(generationId);
      if (!window) return;
      window.cancelTimer();
      window.cancelTimer = clock.after(forMs, () => close(generationId));
    },
    close,
    closed: (generationId) => windows.get(generationId)?.closed ?? Promise.resolve(),
  };
}
