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
    if (lease !== null && row.leaseOwner !== lease) return dropped(core, row, event);
    const now = core.clock.now();
    const { patch, effects } = step(row, event, now, times);
    if (patch === null) return { row, effects };
    const after = await commit(core, row, { ...patch, updatedAt: now }, writeOf(event));
    if (after) return { row: after, effects };
  }
  return null;
}

function dropped(core: Core, row: Generation, event: LifecycleEvent): null {
  const wasAccepted = event.type === "submitted" && event.outcome.type === "accepted";
  core.journal.dropped(event.type, row, wasAccepted ? event.outcome.operationId : null);
  return null;
}

/** A row that this process has until its lease ends, and the name of that lease. */
export interface Claimed {
  readonly row: Generation;
  readonly lease: string;
}

/** Takes a row with the opening of an attempt; null when another process was faster. */
export async function claim(
  core: Core,
  row: Generation,
  opening: { readonly write: Write; readonly patch: GenerationPatch },
): Promise<Claimed | null> {
  const { lease, lent } = lend(core);
  try {
    const after = await commit(core, row, { ...opening.patch, ...lent }, opening.write);
    return after && { row: after, lease };
  } catch (error) {
    // The database may have taken it all the same. Nothing will be sent under it then.
    core.untold.remember(row, lease, neverSent);
    throw error;
  }
}

/** Takes rows in one write, without those that another process was faster with. A lease is one row's, whatever its name. */
export async function claimAll(core: Core, rows: readonly Generation[]): Promise<Claimed[]> {
  if (rows.length === 0) return [];
  const { lease, lent } = lend(core);
  for (const row of rows) {
    core.passing?.("before claimed");
    core.untold.passOn(row, lease);
  }
  const taken = new Map((await core.store.writeEach(rows, lent)).map((row) => [row.id, row]));
  return rows.flatMap((before) => {
    const row = taken.get(before.id);
    if (!row) return [];
    tell(core, before, row, "claimed");
    return [{ row, lease }];
  });
}

const neverSent: SubmitOutcome = { type: "not_sent", message: "The database failed before it was sent." };

function lend(core: Core): { lease: string; lent: GenerationPatch } {
  const lease = randomUUID();
  const now = core.clock.now();
  const until = now + core.leaseMs;
  return { lease, lent: { leaseOwner: lease, leaseUntil: until, nextLookAt: until, updatedAt: now } };
}

/** Keeps a lease alive while `work` runs. A renewal that fails only means that somebody may take over. */
export async function holding<T>(core: Core, claimed: Claimed, work: () => Promise<T>) {
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

async function extend(core: Core, { row, lease }: Claimed): Promise<void> {
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
  if (after) tell(core, before, after, write);
  return after;
}

function tell(core: Core, before: Generation, after: Generation, write: Write): void {
  core.passing?.(`after ${write}`);
  core.journal.changed(before, after);
  core.announce(after, before);
}
