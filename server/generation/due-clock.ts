import { act } from "./acting.ts";
import { admit } from "./admission.ts";
import { type Core, kindOf } from "./core.ts";
import { type Generation, isAtProvider, isEnded } from "./generation.ts";
import { claimAll } from "./writing.ts";

/** A backstop for what no timer of this process knows of: rows of other processes, clocks that jumped. */
const sweepMs = 5_000;
/** After the database failed. */
const troubleMs = 1_000;
/** What falls due within this is claimed together: many looks per second do not mean as many rounds. */
const gatherMs = 50;
/** A visit to a gate reads all that waits there. Beside a long queue, newcomers' visits leave three times as much to others. */
const restShare = 3;
const batch = 100;
/** Looks may wait for a delegate; beyond this many the rest waits its turn. */
const actionsAtOnce = 500;

export interface DueClock {
  /** Hears of every change of a row, which may be due earlier than what is known; nothing begins before `wake`. */
  heed(after: Generation, before: Generation | null): void;
  /** Does what is due by now, or waits for it. */
  wake(): void;
  /** Claims nothing any more, and resolves when what was under way has ended. */
  stop(): Promise<void>;
}

/**
 * One timer set to the earliest due row. Each round admits what waits at the gates and claims what is due, whichever
 * it is time for, and lets it run beside the next rounds. A row that is not due costs nothing.
 *
 * @param onQueue the ids that wait at a provider's gate, in order, after each visit to it
 */
export function startDueClock(core: Core, onQueue: (provider: string, waiting: readonly number[]) => void): DueClock {
  const providers = [...new Map([...core.kinds.values()].map(({ provider }) => [provider.name, provider])).values()];
  const underWay = new Set<Promise<void>>();
  /** When the gates are worth a visit next, and when the due rows, as far as is known; ms since 1970. */
  let [admitAt, claimAt] = [0, 0];
  /** Whether somebody has joined a queue since its last visit, and until when that is no reason for another one. */
  let [joined, restUntil] = [false, 0];
  let roundAt = 0;
  let cancelTimer = () => {};
  let round: Promise<void> | null = null;
  let stopped = false;

  function wake(): void {
    if (stopped || round) return;
    cancelTimer();
    const now = core.clock.now();
    if (joined) admitAt = Math.min(admitAt, restUntil);
    if (!isTime(admitAt, now) && !isTime(claimAt, now)) {
      cancelTimer = core.clock.after(Math.min(admitAt, claimAt) - now, wake);
      return;
    }
    roundAt = now;
    round = runRound(now)
      .catch((error: unknown) => {
        core.journal.troubled("looking for due generations", null, error);
        admitAt = claimAt = core.clock.now() + troubleMs;
      })
      .then(() => {
        round = null;
        wake();
      });
  }

  async function runRound(now: number): Promise<void> {
    if (isTime(admitAt, now)) await visitGates(now);
    if (isTime(claimAt, now)) await claimDue(now);
  }

  async function visitGates(now: number): Promise<void> {
    admitAt = now + sweepMs;
    joined = false;
    for (const provider of providers) {
      const { againAt, waiting } = await admit(core, provider, (submit) => track(submit, null));
      onQueue(provider.name, waiting);
      if (againAt !== null) admitAt = Math.min(admitAt, againAt);
    }
    const leftAt = core.clock.now();
    restUntil = leftAt + restShare * (leftAt - now);
  }

  async function claimDue(now: number): Promise<void> {
    claimAt = now + sweepMs;
    const limit = Math.min(batch, actionsAtOnce - underWay.size);
    if (limit <= 0) return;
    const due = await core.store.due(now, limit);
    for (const claimed of await claimAll(core, due)) track(act(core, claimed), claimed.row);
    const nextDueAt = due.length < limit ? await core.store.nextDueAt() : now;
    if (nextDueAt !== null) claimAt = Math.min(claimAt, Math.max(nextDueAt, now + gatherMs));
  }

  /** What goes wrong here went wrong with the database: the lease lapses, and the row is claimed again. */
  function track(action: Promise<void>, row: Generation | null): void {
    const tracked: Promise<void> = action
      .catch((error: unknown) => core.journal.troubled("acting on a generation", row, error))
      .then(() => {
        if (underWay.size >= actionsAtOnce) claimAt = Math.min(claimAt, roundAt + gatherMs);
        underWay.delete(tracked);
        wake();
      });
    underWay.add(tracked);
  }

  wake();
  return {
    heed(after, before) {
      if (makesRoom(core, after, before)) admitAt = 0;
      if (after.status === "queued" || (before?.status === "queued" && isEnded(after.status))) joined = true;
      if (after.status !== "queued" && after.nextLookAt !== null) claimAt = Math.min(claimAt, after.nextLookAt);
    },
    wake,
    async stop() {
      stopped = true;
      cancelTimer();
      await round;
      await Promise.all(underWay);
    },
  };
}

/** Where a provider works on so many tasks at once, whatever leaves it lets the next one in. */
const makesRoom = (core: Core, after: Generation, before: Generation | null): boolean =>
  kindOf(core, after).provider.limits.atOnce !== undefined &&
  before !== null &&
  isAtProvider(before.status) &&
  !isAtProvider(after.status);

/** Nothing is put off for longer than a sweep: what seems to be was, before the clock was put back. */
const isTime = (at: number, now: number): boolean => at <= now || at > now + sweepMs;
