import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Assets, createAssets } from "../../server/files/assets.ts";
import { createGuardedFetch } from "../../server/files/guarded-fetch.ts";
import { createPictures, type Pictures } from "../../server/files/pictures.ts";
import { freshDatabase } from "../support/database.ts";
import { PUBLIC, type SmallInternet, startSmallInternet } from "../support/small-internet.ts";
import { createSetClock, type SetClock } from "./http-clock.ts";

/** A store, and the way of pictures into it from an internet in which `pictures.example` is public. */
export interface Keeping {
  readonly assets: Assets;
  readonly clock: SetClock;
  readonly internet: SmallInternet;
  readonly pictures: Pictures;
  storedNames(): Promise<string[]>;
  close(): Promise<void>;
}

export async function startKeeping(): Promise<Keeping> {
  const fresh = await freshDatabase("sqlite");
  const dataDir = await mkdtemp(join(tmpdir(), "waygate-pictures-"));
  const internet = await startSmallInternet();
  internet.lead("pictures.example", [PUBLIC]);
  const clock = createSetClock();
  const assets = await createAssets({ dataDir, database: fresh.database, clock });
  return {
    assets,
    clock,
    internet,
    pictures: createPictures({ assets, fetchLink: createGuardedFetch({ clock, network: internet.network }) }),
    storedNames: async () => (await readdir(assets.dir)).filter((name) => !name.startsWith(".")),
    async close() {
      await internet.close();
      await fresh.remove();
      await rm(dataDir, { recursive: true });
    },
  };
}
