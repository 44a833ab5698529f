import { gateOpensAt } from "../../server/generation/gate.ts";
import { type Generation, isEnded } from "../../server/generation/generation.ts";
import { limits, providerNames } from "./outside.ts";
import { portraitKey } from "./process.ts";
import type { Promises } from "./promises.ts";
import type { Simulation } from "./simulation.ts";

const minuteMs = 60_000;
/** A lost answer is searched for over nine minutes, and a task may then take its fifteen, and be lost once more. */
const drainMinutes = 45;
/** What was on its way when everything was mended has arrived by then. */
const arrivalMinutes = 4;

/** What holds at any moment. @throws Error with a sentence for each promise that is broken */
export function checkPromises({ watch, outside, store, clock }: Simulation, promises: Promises): void {
  watch.checkLooks();
  const wrong = [...watch.wrong];
  for (const row of store.rows.values()) {
    const charges = store.tagsOf(row.id).reduce((sum, tag) => sum + outside.ledger.charges(tag, clock.now()), 0);
    if (charges > 1) wrong.push(`Generation ${row.id} was charged ${charges} times.`);
    if (promises.calledOff.has(row.id) && isEnded(row.status) && row.status !== "cancelled") {
      wrong.push(`Generation ${row.id} was called off, and is ${row.status}.`);
    }
  }
  wrong.push(...keptTwice([...store.rows.values()]));
  for (const id of promises.takenIn)
    if (!store.rows.has(id)) wrong.push(`Generation ${id} was taken in, and is not there.`);
  fail(wrong);
}

/** Everything is mended and time passes: nothing may be forgotten. @throws Error like `checkPromises` */
export async function drain(simulation: Simulation, promises: Promises): Promise<void> {
  const { clock, store, watch } = simulation;
  const unsettled = () => [...store.rows.values()].filter((row) => row.settledAt === null || !watch.isSettledOnto(row));
  simulation.heal();
  for (let minute = 0; minute < arrivalMinutes || (minute < drainMinutes && unsettled().length > 0); minute++) {
    await clock.advance(minuteMs);
    checkPromises(simulation, promises);
  }
  const wrong = unsettled().map(
    (row) => `Generation ${row.id} was forgotten: ${row.status}, settled ${row.settledAt}.`,
  );
  // A minute's starts may just have been used up; what closes a gate for longer must be over.
  await clock.advance(minuteMs);
  for (const provider of providerNames) {
    const gate = await store.readGate(provider);
    if (gateOpensAt(gate, limits, clock.now()) > clock.now()) wrong.push(`The gate of ${provider} stays closed.`);
  }
  wrong.push(...paidAndGivenUp(simulation));
  fail(wrong);
  checkPromises(simulation, promises);
}

/** What the provider made and kept the money for, while the player was told that it failed. */
function paidAndGivenUp({ store, outside, clock }: Simulation): string[] {
  const given = new Set(["provider_failed", "no_credits", "never_started"]);
  const rows = [...store.rows.values()];
  return outside.ledger.tasks
    .filter(({ tag }) => outside.ledger.charges(tag, clock.now()) > 0)
    .flatMap(({ tag }) => {
      const ofTag = rows.filter((row) => row.submitTag === tag);
      const isGivenUp = ofTag.length > 0 && ofTag.every(({ errorCode }) => given.has(errorCode ?? ""));
      return isGivenUp ? [`Generation ${ofTag[0]?.id} was paid for, and ended as ${ofTag[0]?.errorCode}.`] : [];
    });
}

/** What goes on under a key goes on alone, from the asking to the end; an ended one leaves the key to the next. */
function keptTwice(rows: readonly Generation[]): string[] {
  const holders = new Map<string, number>();
  return rows.flatMap(({ id, kind, subject, status, activeKey }) => {
    if (isEnded(status)) return activeKey === null ? [] : [`Generation ${id} has ended, and keeps ${activeKey}.`];
    const wanted = kind === "portrait" ? portraitKey(subject) : null;
    if (wanted !== null && activeKey !== wanted) return [`Generation ${id}, for ${subject}, goes on without its key.`];
    if (activeKey === null) return [];
    const other = holders.get(activeKey);
    holders.set(activeKey, id);
    return other === undefined ? [] : [`Generations ${other} and ${id} both go on under ${activeKey}.`];
  });
}

function fail(wrong: readonly string[]): void {
  if (wrong.length > 0) throw new Error([...new Set(wrong)].join("\n"));
}
