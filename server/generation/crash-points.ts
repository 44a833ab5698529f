import type { LifecycleEvent } from "./lifecycle-events.ts";

/** What writes a row: an event of its life, its first commit, or a claim. The look that sees the result has its own name. */
export type Write = LifecycleEvent["type"] | "done_seen" | "asked" | "claimed";

/**
 * Where a process may be ended or stopped to see what another one makes of it: just before and just after every write
 * of a row, which is wherever the row and the world outside can disagree. "after gate_opened" is before the POST,
 * "before submitted" is after it and before its operation id is written, "before settled" is after settling, and
 * "after settled" before announcing. "before post" is after the last look at the lease: the one place where a process
 * that sleeps through its lease sends something all the same.
 */
export type CrashPoint = `${"before" | "after"} ${Write}` | "before post";

export function writeOf(event: LifecycleEvent): Write {
  return event.type === "looked" && event.observation.type === "done" ? "done_seen" : event.type;
}
