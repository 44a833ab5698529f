import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Generation } from "../../server/generation/generation.ts";
import { createGenerations } from "../../server/generation/generations.ts";
import { idOfSubmitTag } from "../../server/generation/new-generation.ts";
import { createReplicate } from "../../server/providers/replicate/replicate.ts";
import { replicateWebhookRoute } from "../../server/providers/replicate/webhook-route.ts";
import { createWebhookSecret } from "../../server/providers/replicate/webhook-secret.ts";
import { startSandbox } from "../../server/sandbox/sandbox.ts";
import { openHouse } from "../integration/http-house.ts";
import { castModels } from "./cast-rows.ts";
import { createManualClock } from "./manual-clock.ts";
import { createMemoryGenerationStore } from "./memory-generation-store.ts";
import { steer } from "./sandbox-control.ts";
import { until } from "./until.ts";

/** Nobody looks by themselves for so long: what happens before, a webhook brought about. */
const lookMs = 3_600_000;
const portraitMs = 6_000;

/** Webhooks on their way from the sandbox through the real route into the real core, whose clock stands still. */
export async function openWebhookHouse() {
  const dataDir = await mkdtemp(join(tmpdir(), "waygate-webhooks-"));
  const seconds = { worldSeconds: 1, modelSeconds: 1, imageSeconds: portraitMs / 1000, videoSeconds: 12 };
  const sandbox = await startSandbox({ port: 0, dataDir, ...seconds, splatScale: 0.001 });
  const { advance, fault, charges } = steer(sandbox.url);
  const clock = createManualClock(Date.now());
  const store = createMemoryGenerationStore();
  let address: string | null = null;
  const replicate = createReplicate({
    baseUrl: sandbox.replicateBaseUrl,
    apiToken: "r8_ours",
    models: castModels,
    cancelAfterMs: { portrait: 86_400_000, video: 86_400_000, trailer: 86_400_000 },
    limits: { startsPerMinute: 600, startsPerHour: 36_000 },
    fileHosts: [sandbox.url],
    now: clock.now,
    readPicture: () => Promise.reject(new Error("A portrait is made from words.")),
    webhookBaseUrl: () => address,
  });
  const settled: number[] = [];
  const looks: number[] = [];
  const asked = { secret: 0 };
  const generations = createGenerations({
    store,
    clock,
    journal: { changed() {}, troubled() {}, dropped() {} },
    files: { collect: async ({ role }) => ({ hash: `hash-of-${role}`, ext: "webp" }) },
    budget: { check: async () => {} },
    leaseMs: 86_400_000,
  });
  generations.declare({
    name: "portrait",
    provider: {
      ...replicate,
      async look(row, signal) {
        looks.push(row.id);
        return replicate.look(row, signal);
      },
    },
    times: { lookMs, deadlineMs: 86_400_000, collectMs: 86_400_000 },
    settle: async ({ id }) => void settled.push(id),
  });
  const front = await openHouse({
    endpoints: (route) => ({
      webhook: replicateWebhookRoute({
        route,
        readSecret: createWebhookSecret(null, (signal) => {
          asked.secret++;
          return replicate.readWebhookSecret(signal);
        }),
        idOf: idOfSubmitTag,
        hint: generations.hint,
      }),
    }),
  });
  address = front.url;
  generations.start();
  onTestFinished(async () => {
    await Promise.all([generations.stop(), clock.settle()]);
    await front.close();
    await sandbox.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function rowOf(id: number): Promise<Generation> {
    const row = await store.read(id);
    if (row === null) throw new Error(`There is no row ${id}.`);
    return row;
  }

  /** Waits for what the core comes to, with next to no time passing on its clock. */
  async function becomes(id: number, status: Generation["status"]): Promise<Generation> {
    await until(async () => {
      await clock.advance(1);
      return (await rowOf(id)).status === status;
    });
    return rowOf(id);
  }

  return {
    clock,
    store,
    looks,
    settled,
    asked,
    lookMs,
    portraitMs,
    rowOf,
    becomes,
    charges,
    /** The sandbox's clock. */
    advance,
    fault: (name: string) => fault(name, 1, { provider: "replicate" }),
    readSecret: () => replicate.readWebhookSecret(AbortSignal.timeout(10_000)),
    order: () =>
      generations.commit(
        generations.draft({
          kind: "portrait",
          input: { prompt: "Portrait of Mira, the smuggler.", images: [], seed: 7 },
          requestedBy: "ada",
          subject: "character:c1",
        }),
      ),
    /** Sends what may be a webhook to where those of a tag come in. */
    send: (tag: string, body: string, headers: Readonly<Record<string, string>>) =>
      fetch(`${front.url}/api/webhooks/replicate/${tag}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      }),
  };
}
