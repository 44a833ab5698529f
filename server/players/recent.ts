import type { Clock } from "../generation/ports.ts";

/** Another process may have written meanwhile: what was read longer ago than this is read again. */
const FRESH_MS = 30_000;
const ENTRIES_MAX = 1000;

/** A few values by key, each for a short while; the ones that were put in first go first. */
export interface Recent<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
}

export function createRecent<Value>(clock: Clock): Recent<Value> {
  const entries = new Map<string, { readonly value: Value; readonly until: number }>();
  return {
    get(key) {
      const entry = entries.get(key);
      return entry !== undefined && clock.now() < entry.until ? entry.value : undefined;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, { value, until: clock.now() + FRESH_MS });
      const oldest = entries.keys().next();
      if (entries.size > ENTRIES_MAX && !oldest.done) entries.delete(oldest.value);
    },
  };
}
