import { randomUUID } from "node:crypto";
import { type Core, kindOf } from "./core.ts";
import { type Write, writeOf } from "./crash-points.ts";
import type { Generation } from "./generation.ts";
import { step } from "./lifecycle.ts";
import type { Effect, LifecycleEvent } from "./lifecycle-events.ts";
import type { SubmitOutcome } from "./provider.ts";
import type { GenerationPatch } from "./store.ts";

export interface Change {
  readonly row: Generation;
  readonly effects: readonly Effect[];
}

/**
 * Brings one event into the row: reads, steps, compares and sets, and reads again when another writer was faster.
 *
 * @param lease the claim under which the event was found out, or null for what a person asked. A process that slept
 *   through its lease finds somebody else's there, and its event is dropped.
 * @returns the row as it stands and what to do now, or null when the event was dropped or the row is gone
 */
export async function bring(
  core: Core,
  seen: Generation,
  event: LifecycleEvent,
  lease: string | null,
): Promise<Change | null> {
  const { times } = kindOf(core, seen);
  for (let row: Generation | null = seen; row !== null; row = await core.store.read(seen.id)) {
    if (lease !== null && row.leaseOwner !== lease) return null;
    const now = core.clock.now();
    const { patch, effects } = step(row, event, now, times);
    if (patch === null) return { row, effects };
    const after = await commit(core, row, { ...patch, updatedAt: now }, writeOf(event));
    if (after) return { row: after, effects };
  }
  return null;
}

/** Takes a row for this process until its lease ends; null when another one was faster. */
export async function claim(
  core: Core,
  row: Generation,
  opening?: { readonly write: Write; readonly patch: GenerationPatch },
): Promise<{ row: Generation; lease: string } | null> {
  const lease = randomUUID();
  const until = core.clock.now() + core.leaseMs;
  const lent = { leaseOwner: lease, leaseUntil: until, nextLookAt: until, updatedAt: core.clock.now() };
  const known = row.leaseOwner === null ? undefined : core.untold.get(row.leaseOwner);
  try {
    const after = await commit(core, row, { ...opening?.patch, ...lent }, opening?.write ?? "claimed");
    if (after && known) passOn(core, row.leaseOwner, lease, known);
    return after && { row: after, lease };
  } catch (error) {
    // The database may have taken it all the same. Nothing will be sent under it then.
    const outcome = opening ? neverSent : known;
    if (outcome) core.untold.set(lease, outcome);
    throw error;
  }
}

const neverSent: SubmitOutcome = { type: "not_sent", message: "The database failed before it was sent." };

function passOn(core: Core, from: string | null, to: string, outcome: SubmitOutcome): void {
  if (from !== null) core.untold.delete(from);
  core.untold.set(to, outcome);
}

/** Keeps a lease alive while `work` runs. A renewal that fails only means that somebody may take over. */
export async function holding<T>(core: Core, claimed: { row: Generation; lease: string }, work: () => Promise<T>) {
  let cancelTimer = core.clock.after(core.leaseMs / 3, renew);
  let over = false;
  function renew(): void {
    if (over) return;
    cancelTimer = core.clock.after(core.leaseMs / 3, renew);
    extend(core, claimed).catch((error: unknown) => core.journal.troubled("renewing a lease", claimed.row, error));
  }
  try {
    return await work();
  } finally {
    over = true;
    cancelTimer();
  }
}

async function extend(core: Core, { row, lease }: { row: Generation; lease: string }): Promise<void> {
  const current = await core.store.read(row.id);
  if (current?.leaseOwner !== lease) return;
  const until = core.clock.now() + core.leaseMs;
  await core.store.write(row.id, current.version, { leaseUntil: until, nextLookAt: until });
}

async function commit(
  core: Core,
  before: Generation,
  patch: GenerationPatch,
  write: Write,
): Promise<Generation | null> {
  core.passing?.(`before ${write}`);
  const after = await core.store.write(before.id, before.version, patch);
  if (after) {
    core.passing?.(`after ${write}`);
    core.journal.changed(before, after);
    core.announce(after, before);
  }
  return after;
}
