import { onTestFinished } from "vitest";
import { Generate3dAnswer, ModelStatusAnswer } from "../../contract/routes.ts";
import { createGenerations } from "../../server/generation/generations.ts";
import type { Observation, Provider, UploadOutcome } from "../../server/generation/provider.ts";
import { createModels } from "../../server/models/models.ts";
import { createModelRoutes } from "../../server/models/routes.ts";
import { createBudget } from "../../server/players/budget.ts";
import { anonymousPlayer } from "../../server/players/player.ts";
import { openHouse } from "../integration/http-house.ts";
import { createManualClock } from "./manual-clock.ts";
import { createMemoryGenerationStore } from "./memory-generation-store.ts";
import { aPicture, withFiles } from "./model-rows.ts";

export const anOrder = {
  sessionId: "your-session-id",
  iteration: 1,
  targetObject: "Golden Retriever",
  imageUrl: "https://example.com/image.png",
};

export const pending: Observation = { type: "pending", progress: 42, providerRef: null, observed: {} };
export const done: Observation = { type: "done", output: withFiles.output, providerRef: null, observed: {} };

/** The doors of image to 3D on a real port, with the real core on a manual clock and a provider that follows a script. */
export async function openModelDoors(limits = { runningPerPlayer: 100, startsPerPlayerPerDay: 1000 }) {
  const clock = createManualClock();
  const store = createMemoryGenerationStore();
  const script = {
    upload: (): UploadOutcome => ({ type: "uploaded", upload: { fileToken: "file_1", picture: aPicture } }),
    look: (): Observation => pending,
    takePicture: async (imageUrl: string): Promise<string> => imageUrl,
  };
  const taken: string[] = [];
  const counted: string[] = [];
  const troubles: string[] = [];
  const submits: number[] = [];
  const tripo: Provider = {
    name: "tripo",
    limits: { startsPerMinute: 1_000, startsPerHour: 10_000 },
    files: { hosts: [], maxBytes: 1 },
    uploads: {
      isNeeded: ({ upload }) => upload === null,
      send: async () => script.upload(),
    },
    async submit({ id }) {
      submits.push(id);
      return { type: "accepted", operationId: `task_${submits.length}`, providerRef: null, observed: {} };
    },
    look: async () => script.look(),
    search: async () => ({ type: "absent" }),
  };
  const generations = createGenerations({
    store,
    clock,
    journal: {
      changed() {},
      dropped() {},
      troubled: (what, _row, error) => troubles.push(`${what}: ${String(error)}`),
    },
    files: { collect: async ({ hash, ext }) => ({ hash: hash ?? "", ext: ext ?? "" }) },
    budget: createBudget({ store, clock, limits: { ...limits, runningCastPerPlayer: 1 } }),
    leaseMs: 20_000,
  });
  const files = { addReference: async (hash: string) => void counted.push(hash) };
  const models = createModels({ generations, tripo, files, typicalSecondsAtFirst: 90 });
  const house = await openHouse({
    identify: async ({ headers }) => {
      const name = headers.get("authorization")?.replace("Bearer ", "");
      return name ? { playerId: name, name } : null;
    },
    anonymous: anonymousPlayer,
    endpoints: (route) =>
      createModelRoutes({
        route,
        generations,
        clock,
        takePicture(imageUrl) {
          taken.push(imageUrl);
          return script.takePicture(imageUrl);
        },
      }),
  });
  generations.start();
  onTestFinished(async () => {
    await house.close();
    const stopped = generations.stop();
    await clock.advance(60_000);
    await stopped;
  });

  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}, signal?: AbortSignal) =>
    fetch(house.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
  const status = async (recordId: number): Promise<ModelStatusAnswer> =>
    ModelStatusAnswer.parse(await (await fetch(`${house.url}/api/generation-status/${recordId}`)).json());

  return {
    url: house.url,
    generations,
    models,
    store,
    clock,
    script,
    /** The pictures that the doors asked for, and the files that were counted, in turn. */
    taken,
    counted,
    troubles,
    /** The rows that were submitted. */
    submits,
    post,
    status,
    /** Sends a good order, as this player or nobody. */
    async submit(more: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Generate3dAnswer> {
      const answer = await post("/api/generate-3d", { ...anOrder, ...more }, headers);
      return Generate3dAnswer.parse(await answer.json());
    },
    /** Every row there is. */
    kept: () => store.list({ limit: 1_000 }),
  };
}
