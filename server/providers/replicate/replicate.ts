import type { CastKind } from "../../../contract/shows.ts";
import type { Generation } from "../../generation/generation.ts";
import type { GateLimits, Observation, Provider, SearchOutcome, SubmitOutcome } from "../../generation/provider.ts";
import type { ReadPicture } from "../picture.ts";
import { type Answer, call, NeverSent, sentenceOfError } from "../transport.ts";
import { asDataUri } from "./inline-picture.ts";
import { observationOf, observedOf } from "./observing.ts";
import { type CastModels, inputOf, orderOf } from "./ordering.ts";
import { findPrediction } from "./searching.ts";
import { refusalOf } from "./sentences.ts";
import { throttledUntil } from "./throttling.ts";
import { Created, Prediction, sentenceIn, WebhookSecret } from "./wire.ts";

export interface ReplicateSettings {
  readonly baseUrl: string;
  readonly apiToken: string;
  readonly models: CastModels;
  /** How long each kind may take there, in ms; after that Replicate itself calls it off. */
  readonly cancelAfterMs: Readonly<Record<CastKind, number>>;
  readonly limits: GateLimits;
  /** Where its files may be fetched from. */
  readonly fileHosts: readonly string[];
  readonly now: () => number;
  readonly readPicture: ReadPicture;
  /** The origin at which Replicate can reach this server; null where it cannot. Read at each submit. */
  readonly webhookBaseUrl: () => string | null;
}

export interface Replicate extends Provider {
  /** What its webhooks are signed with. Rejects where it cannot be had now. */
  readWebhookSecret(signal: AbortSignal): Promise<string>;
}

/** Where webhooks of a submit come in; the tag follows. */
export const webhookPath = "/api/webhooks/replicate";

const fileMaxBytes = 128 * 1024 * 1024;

/** Replicate has no idempotency key; a lost submit is found again in the list of predictions. */
export function createReplicate(settings: ReplicateSettings): Replicate {
  const request = (path: string, signal: AbortSignal, post?: { body: object; headers: object }): Promise<Answer> =>
    call(`${settings.baseUrl}/${path}`, {
      method: post ? "POST" : "GET",
      headers: {
        authorization: `Bearer ${settings.apiToken}`,
        ...(post && { "content-type": "application/json", ...post.headers }),
      },
      signal,
      ...(post && { body: JSON.stringify(post.body) }),
    });

  async function submit(generation: Generation, signal: AbortSignal): Promise<SubmitOutcome> {
    const order = orderOf(generation, settings.models);
    const pictures: string[] = [];
    try {
      for (const image of order.images) {
        const picture = await settings.readPicture(image, signal);
        if (picture.type !== "picture") return picture;
        pictures.push(await asDataUri(picture));
      }
    } catch (error) {
      return { type: "not_sent", message: sentenceOfError(error) };
    }
    const webhookBase = settings.webhookBaseUrl();
    const body = {
      input: inputOf(order, pictures),
      ...(webhookBase !== null && {
        webhook: `${webhookBase}${webhookPath}/${generation.submitTag}`,
        webhook_events_filter: ["start", "completed"],
      }),
    };
    const headers = { "cancel-after": `${Math.round(settings.cancelAfterMs[order.kind] / 1000)}s` };
    try {
      const answer = await request(`models/${order.model}/predictions`, signal, { body, headers });
      const created = isGood(answer.status) ? Created.safeParse(answer.body).data : undefined;
      if (created === undefined) return turnedDown(answer);
      return { type: "accepted", operationId: created.id, providerRef: null, observed: observedOf(created) };
    } catch (error) {
      return { type: error instanceof NeverSent ? "not_sent" : "unknown", message: sentenceOfError(error) };
    }
  }

  /** 429, 402 and 422 left nothing; 408, 425 and 5xx are doubts, as is a 2xx that cannot be read. */
  function turnedDown(answer: Answer): SubmitOutcome {
    const { status, body } = answer;
    if (status === 429) {
      const message = sentenceIn(body, "Replicate is busy.");
      return { type: "throttled", retryAt: throttledUntil(answer, settings.now()), message };
    }
    if (status >= 400 && status < 500 && status !== 408 && status !== 425) {
      return { type: "refused", ...refusalOf(status, body) };
    }
    const message = isGood(status) ? "Its answer could not be read." : `It answered with status ${status}.`;
    return { type: "unknown", message };
  }

  async function look(generation: Generation, signal: AbortSignal): Promise<Observation> {
    const { operationId, observed } = generation;
    if (operationId === null) return { type: "gone", message: "No prediction is known." };
    try {
      const { status, body } = await request(`predictions/${encodeURIComponent(operationId)}`, signal);
      if (status === 404) return { type: "gone", message: "Replicate does not know this prediction." };
      const prediction = isGood(status) ? Prediction.safeParse(body).data : undefined;
      if (prediction === undefined) {
        return { type: "unanswered", message: `Replicate answered with status ${status}.` };
      }
      return observationOf(prediction, orderOf(generation, settings.models).fields.makes, observed);
    } catch (error) {
      return { type: "unanswered", message: sentenceOfError(error) };
    }
  }

  async function search(generation: Generation, signal: AbortSignal): Promise<SearchOutcome> {
    const { submitTag, submittedAt, createdAt } = generation;
    const { prompt, seed, fields } = orderOf(generation, settings.models);
    const sought = { submitTag, prompt, seed: fields.hasSeed ? seed : null, submittedAt: submittedAt ?? createdAt };
    try {
      return await findPrediction(sought, async (path) => {
        const { status, body } = await request(path, signal);
        return isGood(status) ? body : undefined;
      });
    } catch (error) {
      return { type: "unanswered", message: sentenceOfError(error) };
    }
  }

  return {
    name: "replicate",
    limits: settings.limits,
    files: { hosts: settings.fileHosts, maxBytes: fileMaxBytes },
    submit,
    look,
    search,
    async cancel(operationId, signal) {
      await request(`predictions/${encodeURIComponent(operationId)}/cancel`, signal, { body: {}, headers: {} });
    },
    async readWebhookSecret(signal) {
      const { status, body } = await request("webhooks/default/secret", signal);
      const secret = isGood(status) ? WebhookSecret.safeParse(body).data : undefined;
      if (secret === undefined) throw new Error(`Replicate did not tell its webhooks' secret (status ${status}).`);
      return secret.key;
    },
  };
}

const isGood = (status: number): boolean => status >= 200 && status < 300;
