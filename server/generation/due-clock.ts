import { act } from "./acting.ts";
import { type Admission, admit } from "./admission.ts";
import type { Core } from "./core.ts";
import type { Generation } from "./generation.ts";
import type { Provider } from "./provider.ts";
import { claim } from "./writing.ts";

/** A backstop for what no timer of this process knows of: rows of other processes, clocks that jumped. */
const sweepMs = 5_000;
/** After the database failed. */
const troubleMs = 1_000;
const batch = 100;
/** Looks may wait for a delegate; beyond this many the rest waits its turn. */
const actionsAtOnce = 500;

export interface DueClock {
  /** Something changed that may be due earlier than the timer says. */
  poke(): void;
  /** Claims nothing any more, and resolves when what was under way has ended. */
  stop(): Promise<void>;
}

/**
 * One timer set to the earliest due row. Each round admits what waits at the gates, claims what is due, and lets it
 * run beside the next rounds.
 *
 * @param onQueue the ids that wait at a provider's gate, in order, after each round
 */
export function startDueClock(core: Core, onQueue: (provider: string, waiting: readonly number[]) => void): DueClock {
  const providers = [...new Map([...core.kinds.values()].map(({ provider }) => [provider.name, provider])).values()];
  const underWay = new Set<Promise<void>>();
  let cancelTimer = () => {};
  let round: Promise<void> | null = null;
  let pokedMeanwhile = false;
  let stopped = false;

  function poke(): void {
    if (stopped) return;
    if (round) {
      pokedMeanwhile = true;
      return;
    }
    cancelTimer();
    round = runRound()
      .catch((error: unknown) => {
        core.journal.troubled("looking for due generations", null, error);
        return core.clock.now() + troubleMs;
      })
      .then((wakeAt) => {
        round = null;
        if (stopped) return;
        if (pokedMeanwhile) {
          pokedMeanwhile = false;
          poke();
        } else {
          cancelTimer = core.clock.after(Math.max(0, wakeAt - core.clock.now()), poke);
        }
      });
  }

  async function runRound(): Promise<number> {
    const wakeTimes = [core.clock.now() + sweepMs];
    for (const provider of providers) {
      const admission = await admitAt(provider);
      if (admission.againAt !== null) wakeTimes.push(admission.againAt);
    }
    await claimDue();
    const dueAt = await core.store.nextDueAt();
    if (dueAt !== null && underWay.size < actionsAtOnce) wakeTimes.push(dueAt);
    return Math.min(...wakeTimes);
  }

  async function admitAt(provider: Provider): Promise<Admission> {
    const admission = await admit(core, provider, (submit) => track(submit, null));
    onQueue(provider.name, admission.waiting);
    return admission;
  }

  async function claimDue(): Promise<void> {
    const free = actionsAtOnce - underWay.size;
    if (free <= 0) return;
    for (const row of await core.store.due(core.clock.now(), Math.min(batch, free))) {
      const claimed = await claim(core, row);
      if (claimed) track(act(core, claimed), claimed.row);
    }
  }

  /** What goes wrong here went wrong with the database: the lease lapses, and the row is claimed again. */
  function track(action: Promise<void>, row: Generation | null): void {
    const tracked: Promise<void> = action
      .catch((error: unknown) => core.journal.troubled("acting on a generation", row, error))
      .then(() => {
        underWay.delete(tracked);
        poke();
      });
    underWay.add(tracked);
  }

  poke();
  return {
    poke,
    async stop() {
      stopped = true;
      cancelTimer();
      await round;
      await Promise.all(underWay);
    },
  };
}
