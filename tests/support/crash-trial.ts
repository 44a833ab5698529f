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
import { startWaygate } from "./waygate.ts";

/** Where the matrix ends the process. What each is before or after is told in `generation/crash-points.ts`. */
export const crashPlaces = [
  "after asked",
  "before gate_opened",
  "after gate_opened",
  "before submitted",
  "after submitted",
  "before looked",
  "after looked",
  "before file_collected 1",
  "after file_collected 1",
  "before files_collected",
  "after files_collected",
  "before settled",
  "after settled",
] as const;

/** What a crash at one place left, once the next process was through with it. */
export interface Survival {
  readonly crashed: boolean;
  readonly chargesNotRefunded: number;
  readonly posts: number;
  readonly rows: readonly { readonly status: string; readonly isSettled: boolean; readonly tries: number }[];
  readonly portals: readonly {
    readonly status: string;
    readonly pendingOperationId: string | null;
    readonly url: string | null;
  }[];
  /** How often the asker was told of the end, over both lives of the server. */
  readonly announcements: number;
}

const prompt = "a forest";
const worldSeconds = 300;

/** Asks for a world behind a portal, lets the server die at the place, starts it again, and sees what became of it. */
export async function surviveCrash(place: string, provider: DatabaseProvider): Promise<Survival> {
  const dataDir = await mkdtemp(joinPath(tmpdir(), "waygate-crash-"));
  // The provider is another house: it does not die with the server.
  const sandbox = await startSandbox({ port: 0, dataDir, worldSeconds, splatScale: 0.02 });
  const { advance, charges } = steer(sandbox.url);
  const { url, remove } = await emptyDatabase(provider);
  const environment = { DATABASE_URL: url, MARBLE_BASE_URL: sandbox.marbleBaseUrl, LEASE_MS: "900" };
  const waygate = await startWaygate({ ...environment, CRASH_AT: place });
  try {
    const asker = await join(waygate.url);
    const asked = asker.room.request("generate_world", { prompt, x: 5, y: 0, z: 5, rotationY: 0 });
    asked.catch(mayDieUnanswered);
    const portal = (player: TestPlayer) => [...player.room.state.portals.values()][0];
    // Absent while the row is only just committed, and "" until the provider's answer is.
    await until(() => waygate.hasEnded() || Boolean(portal(asker)?.pendingOperationId));
    await advance(worldSeconds * 1000);
    await until(() => waygate.hasEnded() || portal(asker)?.status === "ready");
    const crashed = waygate.hasEnded();

    await waygate.startAgain({ CRASH_AT: "" });
    const again = await joinAs(waygate.url, asker);
    const database = await openDatabase(url);
    try {
      const store = createGenerationStore(database);
      await until(async () =>
        (await store.list({ limit: 10 })).every((row) => row.acceptedAt !== null || isThrough(row)),
      );
      await advance(worldSeconds * 1000);
      await until(async () => (await store.list({ limit: 10 })).every(isThrough));
      const told = [...asker.received, ...again.received].filter(({ type }) => type.startsWith("job_"));
      return {
        crashed,
        chargesNotRefunded: (await charges()).filter(({ refunded }) => !refunded).length,
        posts: (await charges()).length,
        rows: (await store.list({ limit: 10 })).map(({ status, settledAt, tries }) => ({
          status,
          isSettled: settledAt !== null,
          tries,
        })),
        portals: (await database.client.portal.findMany()).map(({ status, pendingOperationId, url }) => ({
          status,
          pendingOperationId,
          url,
        })),
        announcements: told.length,
      };
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

/** Settled, or searched for without a find: that goes on for nine minutes, and its end is the simulations' matter. */
const isThrough = ({ settledAt, status, tries }: Generation): boolean =>
  settledAt !== null || (status === "unknown" && tries > 0);

/** The server may be gone before it answers: that is what is tried. */
function mayDieUnanswered(): void {}
