import { type Core, kindOf } from "./core.ts";
import { bringAbout, bringOutcome, returnPermitOf } from "./effects.ts";
import { gateOpensAt, passGate, queueOrder } from "./gate.ts";
import type { Generation } from "./generation.ts";
import { step } from "./lifecycle.ts";
import type { Provider } from "./provider.ts";
import { patienceMs } from "./schedule.ts";
import { type Claimed, claim, holding } from "./writing.ts";

/** A POST may take its time at the provider; beyond this its answer counts as lost. */
const submitTimeoutMs = 60_000;
/** A picture is fetched, read and handed over. */
const uploadTimeoutMs = 120_000;

export interface Admission {
  /** When something waiting can go on, in ms since 1970; null when nothing waits. */
  readonly againAt: number | null;
  /** Ids of the rows that still wait, in their order. */
  readonly waiting: readonly number[];
}

/**
 * Lets waiting rows through the provider's gate, in turn, for as long as it is open.
 *
 * @param onSubmit gets each POST as it sets out: should the admission itself fail further on, it is looked after still
 */
export async function admit(
  core: Core,
  provider: Provider,
  onSubmit: (submit: Promise<void>) => void,
): Promise<Admission> {
  for (;;) {
    const waiting = await inOrder(core, provider);
    const now = core.clock.now();
    const expired = waiting.filter((row) => now - row.createdAt >= patienceMs);
    for (const row of expired) await bringAbout(core, row, { type: "waited_too_long" }, null);
    if (expired.length > 0) continue;

    const leaveWaiting = (againAt: number | null): Admission => ({
      againAt,
      waiting: waiting.map((row) => row.id),
    });
    const next = waiting.find((row) => dueAt(row) <= now);
    if (next === undefined) return leaveWaiting(earliest(waiting.map(dueAt)));
    const gate = await core.store.readGate(provider.name);
    const opensAt = gateOpensAt(gate, provider.limits, now);
    if (opensAt > now) return leaveWaiting(opensAt);
    // What leaves the provider wakes the clock of its process; of what leaves it elsewhere the sweep tells.
    if (await isBusy(core, provider)) return leaveWaiting(null);
    // The permit is spent before the row is taken: dying in between costs a start, never one too many.
    if (!(await core.store.writeGate(passGate(gate, now)))) continue;
    const claimed = await takeForSubmit(core, next, now);
    if (claimed) onSubmit(submit(core, claimed));
    else await returnPermitOf(core, provider.name, now);
  }
}

async function isBusy(core: Core, { name, limits }: Provider): Promise<boolean> {
  return limits.atOnce !== undefined && (await core.store.underWay(name)) >= limits.atOnce;
}

/** `submitting` and the lease are one write: found with a lapsed lease, the row's POST may or may not have left. */
async function takeForSubmit(core: Core, row: Generation, now: number) {
  const { patch } = step(row, { type: "gate_opened" }, now, kindOf(core, row).times);
  return patch && claim(core, row, { write: "gate_opened", patch });
}

/** The one POST of an attempt: whatever happens here, it is not repeated. */
function submit(core: Core, claimed: Claimed): Promise<void> {
  const { row, lease } = claimed;
  return holding(core, claimed, async () => {
    const ready = await withUpload(core, row, lease);
    // The claim took longer than it holds: others search for the task by now, or have told that there is none.
    if (ready === null) return;
    if (ready.leaseUntil === null || core.clock.now() >= ready.leaseUntil) {
      core.journal.dropped("post", ready, null);
      return;
    }
    core.passing?.("before post");
    const outcome = await kindOf(core, row).provider.submit(ready, AbortSignal.timeout(submitTimeoutMs));
    await bringOutcome(core, ready, outcome, lease);
  });
}

/** The row with what its provider wants to have before the POST, or null when there is nothing to submit any more. */
async function withUpload(core: Core, row: Generation, lease: string): Promise<Generation | null> {
  const { uploads } = kindOf(core, row).provider;
  if (!uploads?.isNeeded(row)) return row;
  const outcome = await uploads.send(row, AbortSignal.timeout(uploadTimeoutMs));
  if (outcome.type !== "uploaded") {
    await bringOutcome(core, row, outcome, lease);
    return null;
  }
  const after = await bringAbout(core, row, outcome, lease);
  if (after?.status !== "submitting") return null;
  // Handing over takes its time, and what the gate was asked before that it may answer otherwise by now.
  const { notBefore } = await core.store.readGate(row.provider);
  if (notBefore <= core.clock.now()) return after;
  await bringOutcome(core, after, { type: "not_sent", message: "The provider asked to wait meanwhile." }, lease);
  return null;
}

async function inOrder(core: Core, provider: Provider): Promise<Generation[]> {
  const waiting = await core.store.queued(provider.name);
  if (waiting.length < 2) return waiting;
  const playerIds = [...new Set(waiting.map((row) => row.requestedBy))];
  return queueOrder(waiting, await core.store.lastSubmits(provider.name, playerIds));
}

const dueAt = (row: Generation): number => Math.min(row.nextLookAt ?? 0, row.createdAt + patienceMs);

const earliest = (times: readonly number[]): number | null => (times.length === 0 ? null : Math.min(...times));
