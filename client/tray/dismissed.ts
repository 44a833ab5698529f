import { type ReadonlySignal, signal } from "@preact/signals";
import { z } from "zod";
import { keep, readKept } from "../session/browser-storage.ts";

const STORAGE_KEY = "waygate.tray-dismissed";
/** More than an hour brings; older ones are out of the tray by then. */
const KEPT_MAX = 200;
const Kept = z.array(z.int());

/** Which ended generations were put away in this browser, by their `record_id`; in all its tabs alike. */
export interface Dismissed {
  readonly ids: ReadonlySignal<readonly number[]>;
  add(recordIds: readonly number[]): void;
}

/** @param kept as it was stored; what is not ours counts as nothing */
export function dismissedIn(kept: string | null): readonly number[] {
  try {
    return Kept.safeParse(JSON.parse(kept ?? "[]")).data ?? [];
  } catch {
    return [];
  }
}

export const withDismissed = (ids: readonly number[], added: readonly number[]): readonly number[] =>
  [...new Set([...ids, ...added])].slice(-KEPT_MAX);

export function openDismissed(): Dismissed {
  const ids = signal(dismissedIn(readKept(STORAGE_KEY)));
  // Comes from the other tabs only.
  addEventListener("storage", ({ key, newValue }) => {
    if (key === STORAGE_KEY) ids.value = dismissedIn(newValue);
  });
  return {
    ids,
    add(recordIds) {
      ids.value = withDismissed(ids.value, recordIds);
      keep(STORAGE_KEY, JSON.stringify(ids.value));
    },
  };
}
