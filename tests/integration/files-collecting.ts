import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Assets, createAssets } from "../../server/files/assets.ts";
import { createCollector } from "../../server/files/collector.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { type FileProvider, startFileProvider } from "./files-provider.ts";
import { createSetClock, type SetClock } from "./http-clock.ts";

export const MAX_BYTES = 100_000;

/** A store, a provider whose files it may collect, and a stranger whose files it may not. */
export interface Collecting {
  readonly assets: Assets;
  readonly clock: SetClock;
  readonly provider: FileProvider;
  readonly stranger: FileProvider;
  collect(url: string, role?: string, signal?: AbortSignal): Promise<{ hash: string; ext: string }>;
  /** The names in the store, and those of files that are not whole yet. */
  storedNames(): Promise<string[]>;
  unfinishedNames(): Promise<string[]>;
  close(): Promise<void>;
}

export async function startCollecting(): Promise<Collecting> {
  const fresh: FreshDatabase = await freshDatabase("sqlite");
  const dataDir = await mkdtemp(join(tmpdir(), "waygate-files-"));
  const [provider, stranger] = await Promise.all([startFileProvider(), startFileProvider()]);
  const clock = createSetClock();
  const assets = await createAssets({ dataDir, database: fresh.database, clock });
  const files = createCollector({ assets, clock });
  const source = { hosts: [provider.origin], maxBytes: MAX_BYTES };
  return {
    assets,
    clock,
    provider,
    stranger,
    collect: (url, role = "thumbnail", signal = new AbortController().signal) =>
      files.collect({ role, url, required: true, hash: null, ext: null }, source, signal),
    storedNames: async () => (await readdir(assets.dir)).filter((name) => !name.startsWith(".")),
    unfinishedNames: () => readdir(join(assets.dir, ".unfinished")),
    async close() {
      await Promise.all([provider.close(), stranger.close()]);
      await fresh.remove();
      await rm(dataDir, { recursive: true });
    },
  };
}
