import { join } from "node:path";
import { createCastArtist } from "../cast/artist.ts";
import type { CastOrder } from "../cast/commission.ts";
import { createMadeFiles } from "../made-files.ts";
import type { ProviderEntry } from "../provider.ts";
import { createLinks, fileNameOf } from "./links.ts";
import { createMisbehaviour, REPLICATE_FAULTS } from "./misbehaviour.ts";
import { keepPictures, type Pictures } from "./pictures.ts";
import { openRegister } from "./register.ts";
import { replicateRoutes } from "./routes.ts";
import { chargeOf, PROVIDER, type ReplicateTask, taskAt } from "./tasks.ts";
import { createWebhooks } from "./webhooks.ts";
import { predictionJson } from "./wire.ts";

export interface ReplicateSettings {
  /** How long a picture takes, in seconds of the sandbox's clock. */
  readonly imageSeconds: number;
  /** How long a film takes, in the same. */
  readonly videoSeconds: number;
}

/** Replicate's HTTP interface v1, as far as it runs models that make pictures and films. */
export function replicate({ imageSeconds, videoSeconds }: ReplicateSettings): ProviderEntry {
  return {
    name: PROVIDER,
    faults: REPLICATE_FAULTS,
    open({ clock, journal, faults, filesDir, url: baseUrl }) {
      const register = openRegister(journal);
      const pictures = keepPictures(join(filesDir, PROVIDER, "inputs"));
      const artist = createCastArtist();
      const files = createMadeFiles<ReplicateTask>(join(filesDir, PROVIDER, "outputs"), {
        what: "prediction",
        folderOf: ({ id }) => id,
        async make(task) {
          const { files: made } = await artist.make(await castOrderOf(task, pictures));
          return { [fileNameOf(task)]: made.out };
        },
        stop: artist.close,
      });
      const links = createLinks(baseUrl);
      const stateOf = (task: ReplicateTask) => taskAt(task, register.canceledAt(task.id), clock.now());
      const bodyOf = (task: ReplicateTask) =>
        predictionJson(task, { canceledAt: register.canceledAt(task.id), now: clock.now(), links, baseUrl });
      const realNow = () => clock.now() - clock.aheadMs();
      const hooks = { stateOf, bodyOf, secret: register.secret, now: clock.now, realNow };
      const webhooks = createWebhooks(hooks, register.tasks());
      return {
        routes: replicateRoutes({
          clock,
          register,
          pictures,
          files,
          links,
          misbehaviour: createMisbehaviour(faults),
          webhooks,
          stateOf,
          bodyOf,
          baseUrl,
          durationMs: { picture: imageSeconds * 1_000, film: videoSeconds * 1_000 },
        }),
        charges: () => register.tasks().map((task) => chargeOf(task, register.canceledAt(task.id), clock.now())),
        async close() {
          await webhooks.close();
          await files.close();
        },
      };
    },
  };
}

async function castOrderOf({ work, prompt, seed }: ReplicateTask, pictures: Pictures): Promise<CastOrder> {
  switch (work.make) {
    case "portrait":
      return { make: "portrait", prompt, seed, aspectRatio: work.aspectRatio };
    case "video": {
      const picture = work.picture === null ? null : await pictures.read(work.picture);
      return { make: "video", prompt, seed, picture, seconds: work.seconds };
    }
    case "trailer": {
      const shown = await Promise.all(work.pictures.map((hash) => pictures.read(hash)));
      return { make: "trailer", prompt, seed, pictures: shown, seconds: work.seconds };
    }
  }
}
