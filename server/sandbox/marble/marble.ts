import type { ProviderEntry } from "../provider.ts";
import { createWorldArtist } from "../worlds/artist.ts";
import { createWorldFiles } from "./files.ts";
import { createLinks } from "./links.ts";
import { openMediaAssets } from "./media-assets.ts";
import { mediaRoutes } from "./media-routes.ts";
import { createMisbehaviour, MARBLE_FAULTS } from "./misbehaviour.ts";
import { openRegister } from "./register.ts";
import { marbleRoutes } from "./routes.ts";
import { chargeOf, PROVIDER } from "./tasks.ts";

export interface MarbleSettings {
  /** How long a world takes, in seconds of the sandbox's clock. */
  readonly worldSeconds: number;
  /** 1 makes worlds of Marble's size; tests use a small fraction. */
  readonly splatScale: number;
}

/** World Labs' Marble v1, as `docs.worldlabs.ai/api` describes it. */
export function marble({ worldSeconds, splatScale }: MarbleSettings): ProviderEntry {
  return {
    name: PROVIDER,
    faults: MARBLE_FAULTS,
    open({ clock, journal, faults, filesDir, url }) {
      const register = openRegister(journal);
      const mediaAssets = openMediaAssets(journal);
      const files = createWorldFiles(filesDir, createWorldArtist(), splatScale);
      const links = createLinks(url);
      const misbehaviour = createMisbehaviour(faults);
      return {
        routes: [
          ...marbleRoutes({ clock, register, mediaAssets, files, links, misbehaviour, worldMs: worldSeconds * 1_000 }),
          ...mediaRoutes({ clock, mediaAssets, misbehaviour, baseUrl: url }),
        ],
        charges: () => register.all().map((task) => chargeOf(task, clock.now())),
        close: () => files.close(),
      };
    },
  };
}
