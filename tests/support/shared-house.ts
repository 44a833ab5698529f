import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Generation } from "../../server/generation/generation.ts";
import type { GenerationStore } from "../../server/generation/store.ts";
import { type Database, openDatabase } from "../../server/persistence/database.ts";
import type { DatabaseProvider } from "../../server/persistence/database-url.ts";
import { createGenerationStore } from "../../server/persistence/generation-store.ts";
import { startSandbox } from "../../server/sandbox/sandbox.ts";
import { emptyDatabase } from "./database.ts";
import { steer } from "./sandbox-control.ts";
import { startWaygate, type Waygate } from "./waygate.ts";

/** What several servers stand on: one database, one folder for files and secret, one provider. */
export interface SharedHouse {
  readonly sandbox: ReturnType<typeof steer>;
  readonly sandboxUrl: string;
  /** A reader of its own. */
  readonly database: Database;
  readonly store: GenerationStore;
  /** One more server. */
  open(environment?: Readonly<Record<string, string>>): Promise<Waygate>;
  /** The only generation there is. */
  onlyRow(): Promise<Generation>;
  /** Ends every server, and removes everything. */
  close(): Promise<void>;
}

interface HouseSettings {
  readonly worldSeconds: number;
  readonly modelSeconds?: number;
  readonly imageSeconds?: number;
  readonly videoSeconds?: number;
  readonly environment: Readonly<Record<string, string>>;
}

export async function openSharedHouse(
  provider: DatabaseProvider,
  { worldSeconds, modelSeconds = 15, imageSeconds = 6, videoSeconds = 12, environment }: HouseSettings,
): Promise<SharedHouse> {
  const dataDir = await mkdtemp(join(tmpdir(), "waygate-house-"));
  const seconds = { worldSeconds, modelSeconds, imageSeconds, videoSeconds };
  const sandbox = await startSandbox({ port: 0, dataDir, ...seconds, splatScale: 0.001 });
  const { url, remove } = await emptyDatabase(provider);
  const servers: Waygate[] = [];
  const shared = {
    DATABASE_URL: url,
    DATA_DIR: dataDir,
    MARBLE_BASE_URL: sandbox.marbleBaseUrl,
    TRIPO_BASE_URL: sandbox.tripoBaseUrl,
    REPLICATE_BASE_URL: sandbox.replicateBaseUrl,
    ...environment,
  };

  async function open(own: Readonly<Record<string, string>> = {}): Promise<Waygate> {
    const server = await startWaygate({ ...shared, ...own });
    servers.push(server);
    return server;
  }

  // The first server brings the database up to date; the reader finds it so.
  const database = await openDatabase(url);
  const store = createGenerationStore(database);
  return {
    sandbox: steer(sandbox.url),
    sandboxUrl: sandbox.url,
    database,
    store,
    open,
    async onlyRow() {
      const [row, ...others] = await store.list({ limit: 2 });
      if (row === undefined || others.length > 0) throw new Error("There is not exactly one generation.");
      return row;
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
      await database.close();
      await sandbox.close();
      await remove();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
