import type { Generation } from "../../server/generation/generation.ts";
import type { DatabaseProvider } from "../../server/persistence/database-url.ts";
import { droppedIn } from "./dropped-lines.ts";
import { endsIn } from "./generation-lives.ts";
import { newAsker, orderWorld } from "./http-orders.ts";
import { openSharedHouse } from "./shared-house.ts";
import { until } from "./until.ts";

/** What a server that was put to sleep at one place, and woken when another had taken over, was able to do. */
export interface Awakening {
  /** As the other server left it. */
  readonly before: Generation;
  /** When the one that slept has done all it had begun, and what it did has been found. */
  readonly after: Generation;
  readonly posts: number;
  /** What its log says that it dropped. */
  readonly dropped: readonly string[];
  /** The operation of the dropped acceptance, beside the one that was billed. */
  readonly operations: { readonly dropped: string | null; readonly billed: string | null };
  /** How often an end was written, by the logs of both. */
  readonly ends: number;
  /** Permits of the gate that are spent. */
  readonly permits: number;
}

/** Worlds are made at once, so the first look shows the end. */
const worldSeconds = 0;

/** @param place where the first server goes to sleep (`STOP_AT`), holding the only generation */
export async function wakeZombie(place: string, provider: DatabaseProvider): Promise<Awakening> {
  const house = await openSharedHouse(provider, { worldSeconds, environment: { LEASE_MS: "3000" } });
  try {
    const sleeper = await house.open({ STOP_AT: place });
    const asked = orderWorld(sleeper.url, await newAsker(sleeper.url), "a forest");
    await until(sleeper.isAsleep);
    const successor = await house.open();
    await until(async () => isThrough(await house.onlyRow()));
    const before = await house.onlyRow();

    sleeper.wake();
    await asked;
    // Ends when all that was under way has: what it found out is written by then, or dropped.
    await sleeper.terminate();
    const charges = await house.sandbox.charges();
    const isFound = async () => (await house.onlyRow()).settledAt !== null;
    if (charges.length > 0) await until(isFound);
    const after = await house.onlyRow();
    const dropped = droppedIn(sleeper.lines);
    const { minuteStarts } = await house.store.readGate("marble");
    return {
      before,
      after,
      posts: charges.length,
      dropped: dropped.map((each) => each.dropped),
      operations: {
        dropped: dropped.find(({ operationId }) => operationId !== null)?.operationId ?? null,
        billed: charges[0]?.operationId ?? null,
      },
      ends: endsIn([...sleeper.lines, ...successor.lines]).length,
      permits: minuteStarts,
    };
  } finally {
    await house.close();
  }
}

/** Settled, or searched for in vain: that goes on for nine minutes. */
const isThrough = ({ settledAt, status, tries }: Generation): boolean =>
  settledAt !== null || (status === "unknown" && tries > 0);
