import type { Generation } from "./generation.ts";
import type { SubmitOutcome } from "./provider.ts";

/**
 * What this process' POSTs came to where the database failed when it was to be told: by row, and by the lease under
 * which the row is `submitting`. When that has lapsed, and the row is claimed here again, it need not be searched for.
 */
export interface Untold {
  remember(row: Generation, lease: string, outcome: SubmitOutcome): void;
  recall(row: Generation, lease: string): SubmitOutcome | undefined;
  forget(row: Generation): void;
  /** What is known of a row holds under its next lease, too, whether or not the database took that one. */
  passOn(row: Generation, lease: string): void;
}

export function createUntold(): Untold {
  const byRow = new Map<number, Map<string, SubmitOutcome>>();

  const untold: Untold = {
    remember({ id }, lease, outcome) {
      const byLease = byRow.get(id) ?? new Map<string, SubmitOutcome>();
      byRow.set(id, byLease.set(lease, outcome));
    },
    recall: ({ id }, lease) => byRow.get(id)?.get(lease),
    forget: ({ id }) => void byRow.delete(id),
    passOn(row, lease) {
      const outcome = row.leaseOwner === null ? undefined : untold.recall(row, row.leaseOwner);
      if (outcome) untold.remember(row, lease, outcome);
    },
  };
  return untold;
}
