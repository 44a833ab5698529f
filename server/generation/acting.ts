import { collect } from "./collecting.ts";
import { type Core, kindOf } from "./core.ts";
import { bringAbout, bringOutcome } from "./effects.ts";
import { type Generation, isEnded } from "./generation.ts";
import { takeLook } from "./looking.ts";
import type { SubmitOutcome } from "./provider.ts";
import { bring, type Claimed, holding } from "./writing.ts";

const searchTimeoutMs = 20_000;

const neverSubmitted: SubmitOutcome = { type: "not_sent", message: "The server stopped before it was submitted." };

/** Does for a claimed row what its status asks for. Rejects only when the database does. */
export function act(core: Core, claimed: Claimed): Promise<void> {
  const { row, lease } = claimed;
  return holding(core, claimed, async () => {
    if (isEnded(row.status)) await settle(core, row);
    else if (row.status === "submitting") await takeOverSubmit(core, row, lease);
    else if (row.status === "unknown") await search(core, row, lease);
    else if (row.status === "running") await takeLook(core, row, lease);
    else if (row.status === "collecting") await collect(core, row, lease);
  });
}

/**
 * Its POST's answer is not in the row. Where this process knows it, or nothing was handed over yet that the POST needs, there
 * is nothing to search for; else who held the row has died or sleeps, and nobody can know.
 */
async function takeOverSubmit(core: Core, row: Generation, lease: string): Promise<void> {
  const notSent = kindOf(core, row).provider.uploads?.isNeeded(row) ? neverSubmitted : undefined;
  const outcome = core.untold.recall(row, lease) ?? notSent;
  if (outcome) await bringOutcome(core, row, outcome, lease);
  else await bring(core, row, { type: "lease_lapsed" }, lease);
}

async function search(core: Core, row: Generation, lease: string): Promise<void> {
  const outcome = await kindOf(core, row).provider.search(row, AbortSignal.timeout(searchTimeoutMs));
  await bringAbout(core, row, { type: "searched", outcome }, lease);
}

/** When the subject cannot be written it is tried again after the lease: settling is idempotent. */
async function settle(core: Core, row: Generation): Promise<void> {
  try {
    await kindOf(core, row).settle(row);
  } catch (error) {
    core.journal.troubled("settling", row, error);
    return;
  }
  await bring(core, row, { type: "settled", subject: row.subject }, null);
}
