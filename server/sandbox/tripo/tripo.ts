import { join } from "node:path";
import { createMadeFiles } from "../made-files.ts";
import { createModelArtist } from "../models/artist.ts";
import type { ProviderEntry } from "../provider.ts";
import { createLinks, MODEL_FILE, PREVIEW_FILE } from "./links.ts";
import { createMisbehaviour, TRIPO_FAULTS } from "./misbehaviour.ts";
import { openRegister } from "./register.ts";
import { tripoRoutes } from "./routes.ts";
import { chargeOf, PROVIDER, type TripoTask } from "./tasks.ts";
import { keepPictures } from "./uploads.ts";

export interface TripoSettings {
  /** How long a model takes, in seconds of the sandbox's clock. */
  readonly modelSeconds: number;
}

/** Tripo's interface v3, as `developers.tripo3d.ai` describes it, as far as it makes models from pictures. */
export function tripo({ modelSeconds }: TripoSettings): ProviderEntry {
  return {
    name: PROVIDER,
    faults: TRIPO_FAULTS,
    open({ clock, journal, faults, filesDir, url }) {
      const register = openRegister(journal);
      const pictures = keepPictures(join(filesDir, PROVIDER, "uploads"));
      const artist = createModelArtist();
      const files = createMadeFiles<TripoTask>(join(filesDir, PROVIDER, "models"), {
        what: "model",
        folderOf: ({ taskId }) => taskId,
        async make({ fileToken, faceLimit }) {
          const made = await artist.make({ picture: await pictures.read(fileToken), faceLimit });
          return { [MODEL_FILE.name]: made.files.model, [PREVIEW_FILE.name]: made.files.preview };
        },
        stop: artist.close,
      });
      const links = createLinks(url, clock);
      const misbehaviour = createMisbehaviour(faults);
      const modelMs = modelSeconds * 1_000;
      return {
        routes: tripoRoutes({ clock, register, pictures, files, links, misbehaviour, modelMs }),
        charges: () => register.tasks().map((task) => chargeOf(task, clock.now())),
        close: () => files.close(),
      };
    },
  };
}
