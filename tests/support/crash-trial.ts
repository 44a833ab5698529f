import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import type { Generation } from "../../server/generation/generation.ts";
import { openDatabase } from "../../server/persistence/database.ts";
import type { DatabaseProvider } from "../../server/persistence/database-url.ts";
import { createGenerationStore } from "../../server/persistence/generation-store.ts";
import { startSandbox } from "../../server/sandbox/sandbox.ts";
import type { CrashAsk, CrashKind } from "./crash-kind.ts";
import { emptyDatabase } from "./database.ts";
import { join, joinAs } from "./player.ts";
import { steer } from "./sandbox-control.ts";
import { until } from "./until.ts";
import { startWaygate, type Waygate } from "./waygate.ts";

/** What a crash at one place left, once the next process was through with it. */
export interface Survival {
  readonly crashed: boolean;
  /** Whether the provider had made it before the crash: then it may end before anybody is back to be told. */
  readonly wasMade: boolean;
  readonly charges: readonly { readonly tag: string | null; readonly refunded: boolean }[];
  readonly rows: readonly Generation[];
  /** What it was for, as the database tells it. */
  readonly subjects: readonly object[];
  /** The statuses of what stands in the world, as kept. */
  readonly standing: readonly string[];
  /** And as whoever comes back sees them. */
  readonly seen: readonly string[];
  /** How often the asker was told of the end, over both lives of the server. */
  readonly told: number;
}

const takesSeconds = 300;

/** Asks for one of a kind, lets the server die at the place, starts it again, and sees what became of it. */
export async function surviveCrash(place: string, kind: CrashKind, provider: DatabaseProvider): Promise<Survival> {
  const dataDir = await mkdtemp(joinPath(tmpdir(), "waygate-crash-"));
  // The provider is another house: it does not die with the server.
  const seconds = {
    worldSeconds: takesSeconds,
    modelSeconds: takesSeconds,
    imageSeconds: takesSeconds,
    videoSeconds: takesSeconds,
  };
  const sandbox = await startSandbox({ port: 0, dataDir, ...seconds, splatScale: 0.02 });
  const { advance, charges } = steer(sandbox.url);
  const { url, remove } = await emptyDatabase(provider);
  const elsewhere = {
    MARBLE_BASE_URL: sandbox.marbleBaseUrl,
    TRIPO_BASE_URL: sandbox.tripoBaseUrl,
    REPLICATE_BASE_URL: sandbox.replicateBaseUrl,
  };
  const waygate = await startWaygate({ DATABASE_URL: url, ...elsewhere, LEASE_MS: "3000", CRASH_AT: place });
  const makeIt = () => advance(takesSeconds * 1000);
  const database = await openDatabase(url);
  try {
    const asker = await join(waygate.url);
    const wasMade = await liveUntilCrash(waygate, await kind.ask(asker, waygate.url, database), place, makeIt);
    const crashed = waygate.hasEnded();

    await waygate.startAgain({ CRASH_AT: "" });
    const again = await joinAs(waygate.url, asker);
    const store = createGenerationStore(database);
    const every = async (is: (row: Generation) => boolean) => (await store.list({ limit: 10 })).every(is);
    await until(() => every((row) => row.acceptedAt !== null || isThrough(row)));
    if (!wasMade) await makeIt();
    await until(() => every(isThrough));
    const standing = await kind.standing(database);
    await until(() => kind.seenBy(again).join() === standing.join());
    const told = () => [...asker.received, ...again.received].filter(({ type }) => isLastWord(type)).length;
    const rows = await store.list({ limit: 10 });
    if (!wasMade && rows.some(({ status }) => status === "succeeded")) await until(() => told() > 0);
    await again.leave();
    return {
      ...{ crashed, wasMade, rows, standing, seen: kind.seenBy(again), told: told() },
      charges: await charges(),
      subjects: await kind.subjectsIn(database),
    };
  } finally {
    await database.close();
    await waygate.close();
    await sandbox.close();
    await remove();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** @returns whether the provider had made it before the server died */
async function liveUntilCrash(
  waygate: Waygate,
  asked: CrashAsk,
  place: string,
  makeIt: () => Promise<void>,
): Promise<boolean> {
  const dead = (condition: () => Promise<boolean>) => until(async () => waygate.hasEnded() || (await condition()));
  const never = async () => false;
  await dead(asked.isAccepted);
  if (waygate.hasEnded()) return false;
  if (place.endsWith("cancel")) {
    await asked.cancel();
    await dead(never);
    return false;
  }
  if (place.endsWith("claimed") || place.endsWith(" looked")) {
    await dead(never);
    return false;
  }
  await makeIt();
  await dead(never);
  return true;
}

/** Settled, or searched for without a find: that goes on for nine minutes, and its end is the simulations' matter. */
const isThrough = ({ settledAt, status, tries }: Generation): boolean =>
  settledAt !== null || (status === "unknown" && tries > 0);

const isLastWord = (type: string): boolean => type === "job_completed" || type === "job_failed";
