import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import type { Generation } from "../../server/generation/generation.ts";
import { openDatabase } from "../../server/persistence/database.ts";
import type { DatabaseProvider } from "../../server/persistence/database-url.ts";
import { createGenerationStore } from "../../server/persistence/generation-store.ts";
import { startSandbox } from "../../server/sandbox/sandbox.ts";
import { emptyDatabase } from "./database.ts";
import { join, joinAs, type TestPlayer } from "./player.ts";
import { steer } from "./sandbox-control.ts";
import { until } from "./until.ts";
import { startWaygate, type Waygate } from "./waygate.ts";

/** What a crash at one place left, once the next process was through with it. */
export interface Survival {
  readonly crashed: boolean;
  /** Whether the provider had made the world before the crash: then it may end before anybody is back to be told. */
  readonly wasMade: boolean;
  readonly charges: readonly { readonly tag: string | null; readonly refunded: boolean }[];
  readonly rows: readonly Generation[];
  readonly portals: readonly {
    readonly status: string;
    readonly pendingOperationId: string | null;
    readonly url: string | null;
    readonly errorCode: string | null;
  }[];
  /** The portals' statuses as whoever comes back sees them. */
  readonly seen: readonly string[];
  /** How often the asker was told of the end, over both lives of the server. */
  readonly told: number;
}

const spot = { x: 5, y: 0, z: 5, rotationY: 0 };
const worldSeconds = 300;

/** Asks for a world behind a portal, lets the server die at the place, starts it again, and sees what became of it. */
export async function surviveCrash(place: string, provider: DatabaseProvider): Promise<Survival> {
  const dataDir = await mkdtemp(joinPath(tmpdir(), "waygate-crash-"));
  // The provider is another house: it does not die with the server.
  const sandbox = await startSandbox({ port: 0, dataDir, worldSeconds, splatScale: 0.02 });
  const { advance, charges } = steer(sandbox.url);
  const { url, remove } = await emptyDatabase(provider);
  const environment = { DATABASE_URL: url, MARBLE_BASE_URL: sandbox.marbleBaseUrl, LEASE_MS: "3000" };
  const waygate = await startWaygate({ ...environment, CRASH_AT: place });
  const makeTheWorld = () => advance(worldSeconds * 1000);
  try {
    const asker = await join(waygate.url);
    const wasMade = await liveUntilCrash(waygate, asker, place, makeTheWorld);
    const crashed = waygate.hasEnded();

    await waygate.startAgain({ CRASH_AT: "" });
    const again = await joinAs(waygate.url, asker);
    const database = await openDatabase(url);
    try {
      const store = createGenerationStore(database);
      const every = async (is: (row: Generation) => boolean) => (await store.list({ limit: 10 })).every(is);
      await until(() => every((row) => row.acceptedAt !== null || isThrough(row)));
      if (!wasMade) await makeTheWorld();
      await until(() => every(isThrough));
      const portals = await database.client.portal.findMany();
      const seen = () => portalsOf(again).map(({ status }) => status);
      await until(() => seen().join() === portals.map(({ status }) => status).join());
      const told = () => [...asker.received, ...again.received].filter(({ type }) => type.startsWith("job_")).length;
      const rows = await store.list({ limit: 10 });
      if (!wasMade && rows.some(({ status }) => status === "succeeded")) await until(() => told() > 0);
      return { crashed, wasMade, charges: await charges(), rows, portals, seen: seen(), told: told() };
    } finally {
      await database.close();
      await again.leave();
    }
  } finally {
    await waygate.close();
    await sandbox.close();
    await remove();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** @returns whether the world was made before the server died */
async function liveUntilCrash(
  waygate: Waygate,
  asker: TestPlayer,
  place: string,
  makeTheWorld: () => Promise<void>,
): Promise<boolean> {
  const portal = () => portalsOf(asker)[0];
  const dead = (condition: () => boolean) => until(() => waygate.hasEnded() || condition());
  const request = (type: string, payload: object) => void asker.room.request(type, payload).catch(mayDieUnanswered);
  request("generate_world", { prompt: "a forest", ...spot });
  // Absent while the row is only just committed, and "" until the provider's answer is.
  await dead(() => Boolean(portal()?.pendingOperationId));
  if (waygate.hasEnded()) return false;
  if (place.endsWith("cancel")) {
    request("cancel_portal", { portalId: portal()?.id });
    await dead(() => portal()?.status === "error");
    return false;
  }
  if (place.endsWith("claimed") || place.endsWith(" looked")) {
    await dead(() => false);
    return false;
  }
  await makeTheWorld();
  // It may be seen ready before its server dies of it.
  await dead(() => false);
  return true;
}

const portalsOf = ({ room }: TestPlayer) => [...room.state.portals.values()];

/** Settled, or searched for without a find: that goes on for nine minutes, and its end is the simulations' matter. */
const isThrough = ({ settledAt, status, tries }: Generation): boolean =>
  settledAt !== null || (status === "unknown" && tries > 0);

/** The server may be gone before it answers: that is what is tried. */
function mayDieUnanswered(): void {}
