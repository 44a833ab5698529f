import { CHARACTERS_PER_SHOW } from "../contract/limits.ts";
import { type CastClient, castClient } from "../tests/support/cast-client.ts";
import { newAsker } from "../tests/support/http-orders.ts";

/** A character whose portrait can be asked for, and by whom. */
export interface Model {
  readonly client: CastClient;
  readonly id: string;
}

/** So many characters, each show of them its own player's, as their daily number wants it. */
export async function addCharacters(url: string, count: number): Promise<readonly Model[]> {
  const models: Model[] = [];
  while (models.length < count) {
    const client = castClient(url, await newAsker(url));
    const size = Math.min(CHARACTERS_PER_SHOW, count - models.length);
    const { ids } = await client.addCast(...Array.from({ length: size }, (_, index) => `Guest ${index + 1}`));
    models.push(...ids.map((id) => ({ client, id })));
  }
  return models;
}

/** The portraits that were asked for: whose status may be read. */
export interface Portraits {
  submit(turn: number): Promise<void>;
  readStatus(turn: number): Promise<void>;
}

/** Each turn asks for the portrait of the next of them, who has none yet. */
export function portraitsOf(models: readonly Model[]): Portraits {
  const jobs: { readonly client: CastClient; readonly jobId: string }[] = [];
  let next = 0;
  return {
    async submit() {
      const model = models[next++];
      if (model === undefined) throw new Error("There is nobody left to be portrayed.");
      jobs.push({ client: model.client, jobId: await model.client.ask("portrait", model.id) });
    },
    async readStatus(turn) {
      const job = jobs[turn % jobs.length];
      if (job === undefined) throw new Error("Nothing was asked for.");
      await job.client.status("portrait", job.jobId);
    },
  };
}
