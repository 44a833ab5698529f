import { type Core, kindOf } from "./core.ts";
import { closeGate, returnPermit } from "./gate.ts";
import type { Generation } from "./generation.ts";
import type { LifecycleEvent } from "./lifecycle-events.ts";
import type { SubmitOutcome } from "./provider.ts";
import { bring } from "./writing.ts";

const cancelTimeoutMs = 20_000;

/**
 * Brings an event and carries out what follows from it outside the row. "post" is left to the admission that caused
 * it, "settle" to the due clock: an ended row is due at once.
 */
export async function bringAbout(
  core: Core,
  seen: Generation,
  event: LifecycleEvent,
  lease: string | null,
): Promise<Generation | null> {
  const change = await bring(core, seen, event, lease);
  for (const effect of change?.effects ?? []) {
    if (effect.type === "close_gate") await closeGateUntil(core, seen.provider, effect.until);
    if (effect.type === "return_permit") await returnPermitOf(core, seen.provider, effect.startedAt);
    if (effect.type === "cancel_at_provider") await cancelAtProvider(core, seen, effect.operationId);
  }
  return change?.row ?? null;
}

/** Brings what a POST came to. Remembers it while the database fails: the row's next holder in this process brings it again. */
export async function bringOutcome(core: Core, row: Generation, outcome: SubmitOutcome, lease: string): Promise<void> {
  core.untold.remember(row, lease, outcome);
  await bringAbout(core, row, { type: "submitted", outcome }, lease);
  core.untold.forget(row);
}

/** Holds for every row of the provider, in every process. */
async function closeGateUntil(core: Core, provider: string, until: number): Promise<void> {
  for (;;) {
    const gate = await core.store.readGate(provider);
    if (gate.notBefore >= until || (await core.store.writeGate(closeGate(gate, until)))) return;
  }
}

/** Nothing left for the provider, so the start that the gate counted at `startedAt` (ms since 1970) was none. */
export async function returnPermitOf(core: Core, provider: string, startedAt: number): Promise<void> {
  while (!(await core.store.writeGate(returnPermit(await core.store.readGate(provider), startedAt))));
}

/** The row is cancelled whatever the provider answers: its result is ignored from here on. */
async function cancelAtProvider(core: Core, row: Generation, operationId: string): Promise<void> {
  try {
    await kindOf(core, row).provider.cancel?.(operationId, AbortSignal.timeout(cancelTimeoutMs));
  } catch (error) {
    core.journal.troubled("cancelling at the provider", row, error);
  }
}
