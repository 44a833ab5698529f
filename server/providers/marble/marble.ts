import { z } from "zod";
import { type Generation, type Json, toJson } from "../../generation/generation.ts";
import type { GateLimits, Observation, Provider, SearchOutcome, SubmitOutcome } from "../../generation/provider.ts";
import type { ReadPicture } from "../picture.ts";
import { type Answer, call, NeverSent, retryAt, sentenceOfError } from "../transport.ts";
import { outputOf } from "./output.ts";
import { failureOf, refusalOf } from "./sentences.ts";
import { uploadPicture } from "./uploading.ts";
import { type MarbleWorld, Operation, sentenceOfDetail, World, WorldList } from "./wire.ts";

export interface MarbleSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly limits: GateLimits;
  /** Where its files may be fetched from. */
  readonly fileHosts: readonly string[];
  readonly now: () => number;
  readonly readPicture: ReadPicture;
}

/** What a `world` generation's input holds for Marble. */
const MarbleInput = z.object({ prompt: z.string(), image: z.string().optional() });
/** What the row remembers of the picture that was handed over. */
const MarbleUpload = z.object({ mediaAssetId: z.string() });

/** Marble's default is documented two ways, so it is always said. */
const model = "marble-1.1";
const fileMaxBytes = 64 * 1024 * 1024;
/** google.rpc.Code INTERNAL and UNAVAILABLE: its own failure, worth one more submit. */
const transientCodes = new Set([13, 14]);

/** In the order of a task's life: one that moves on between two lists of a search is met in the next. */
const statusesInTurn = ["PENDING", "RUNNING", "SUCCEEDED", "FAILED"];

export interface MarbleProvider extends Provider {
  /** Null when Marble has no such world, or nothing of it to show. @throws Error when Marble cannot be asked */
  describeWorld(worldId: string, signal: AbortSignal): Promise<{ readonly name: string } | null>;
}

/** Marble has no cancel, no webhooks and no idempotency key; a lost submit is found again by its tag. */
export function createMarble(settings: MarbleSettings): MarbleProvider {
  const request = (path: string, signal: AbortSignal, body?: object): Promise<Answer> =>
    call(`${settings.baseUrl}/marble/v1/${path}`, {
      method: body ? "POST" : "GET",
      headers: { "WLT-Api-Key": settings.apiKey, ...(body && { "content-type": "application/json" }) },
      signal,
      ...(body && { body: JSON.stringify(body) }),
    });

  async function submit(generation: Generation, signal: AbortSignal): Promise<SubmitOutcome> {
    const { prompt, image } = MarbleInput.parse(generation.input);
    const order = {
      // 64 characters at most, and no half of one: a body with a lone surrogate is no text to many servers.
      display_name: prompt.slice(0, 64).replace(/[\uD800-\uDBFF]$/, ""),
      model,
      tags: [generation.submitTag],
      // Without access by id the world's own page would open for nobody but the operator.
      permission: { public: false, allow_id_access: true, allowed_readers: [], allowed_writers: [] },
      world_prompt: {
        ...(image === undefined ? { type: "text" } : imagePrompt(generation)),
        text_prompt: prompt,
      },
    };
    try {
      return submitOutcome(await request("worlds:generate", signal, order), settings.now());
    } catch (error) {
      return { type: error instanceof NeverSent ? "not_sent" : "unknown", message: sentenceOfError(error) };
    }
  }

  async function look(generation: Generation, signal: AbortSignal): Promise<Observation> {
    try {
      if (generation.operationId !== null) return await lookAtOperation(generation.operationId, signal);
      if (generation.providerRef !== null) return await lookAtWorld(generation, generation.providerRef, signal);
      return { type: "gone", message: "Neither an operation nor a world is known." };
    } catch (error) {
      return { type: "unanswered", message: sentenceOfError(error) };
    }
  }

  async function lookAtOperation(operationId: string, signal: AbortSignal): Promise<Observation> {
    const answer = await request(`operations/${encodeURIComponent(operationId)}`, signal);
    if (answer.status === 404) return { type: "gone", message: "Marble does not know this operation." };
    const operation = Operation.safeParse(answer.body);
    if (answer.status !== 200 || !operation.success) return unanswered(answer);
    const { done, error, response, metadata } = operation.data;
    if (done == null) return unanswered(answer);
    const observed = toJson(answer.body);
    const providerRef = response?.worldId ?? metadata?.world_id ?? null;
    if (!done) return { type: "pending", progress: -1, providerRef, observed };
    if (error) return failure(error, observed);
    // The response is a snapshot with holes; the world's own record is whole.
    const world = providerRef === null ? null : await readWorld(providerRef, signal);
    const output = outputOf(world, providerRef) ?? outputOf(response ?? null, providerRef);
    if (output === null) return { type: "unanswered", message: "The world is done, but its files are not listed yet." };
    return { type: "done", output, providerRef, observed };
  }

  /** After adoption, or when the operation is gone: the world's record tells what the operation would have told. */
  async function lookAtWorld(generation: Generation, worldId: string, signal: AbortSignal): Promise<Observation> {
    const answer = await request(`worlds/${encodeURIComponent(worldId)}`, signal);
    if (answer.status === 404) return { type: "gone", message: "Marble does not know this world." };
    const world = World.safeParse(answer.body);
    if (answer.status !== 200 || !world.success) return unanswered(answer);
    const output = outputOf(world.data, worldId);
    if (output !== null) return { type: "done", output, providerRef: worldId, observed: generation.observed };
    // A world has no status of its own, so a failed one is told from an unfinished one by the list.
    const failed = await findByTag(generation.submitTag, "FAILED", signal);
    if (failed?.worldId === worldId) return failure({}, null);
    return { type: "pending", progress: -1, providerRef: worldId, observed: generation.observed };
  }

  async function search(generation: Generation, signal: AbortSignal): Promise<SearchOutcome> {
    try {
      for (const status of statusesInTurn) {
        const world = await findByTag(generation.submitTag, status, signal);
        if (world?.worldId) return { type: "found", operationId: null, providerRef: world.worldId };
      }
      return { type: "absent" };
    } catch (error) {
      const message = error instanceof SearchUnanswered ? error.message : sentenceOfError(error);
      return { type: "unanswered", message };
    }
  }

  async function findByTag(tag: string, status: string, signal: AbortSignal): Promise<MarbleWorld | null> {
    const answer = await request("worlds:list", signal, { status, tags: [tag], page_size: 10 });
    const list = WorldList.safeParse(answer.body);
    if (answer.status !== 200 || !list.success) throw new SearchUnanswered(unanswered(answer).message);
    // An account that ignores the tag filter would list a neighbour's worlds.
    return list.data.worlds.find((world) => world?.tags?.includes(tag)) ?? null;
  }

  async function readWorld(worldId: string, signal: AbortSignal): Promise<MarbleWorld | null> {
    const answer = await request(`worlds/${encodeURIComponent(worldId)}`, signal);
    const world = World.safeParse(answer.body);
    return answer.status === 200 && world.success ? world.data : null;
  }

  const uploading = {
    readPicture: settings.readPicture,
    baseUrl: settings.baseUrl,
    post: request,
    turnedDown(answer: Answer) {
      const outcome = turnedDown(answer, settings.now());
      return outcome.type === "unknown" ? ({ type: "not_sent", message: outcome.message } as const) : outcome;
    },
  };

  return {
    name: "marble",
    limits: settings.limits,
    files: { hosts: settings.fileHosts, maxBytes: fileMaxBytes },
    uploads: {
      isNeeded: (generation) => imageOf(generation) !== undefined && generation.upload === null,
      async send(generation, signal) {
        const image = imageOf(generation);
        if (image === undefined) throw new Error("A world from words alone has no picture to hand over.");
        return uploadPicture(uploading, image, signal);
      },
    },
    submit,
    look,
    search,
    async describeWorld(worldId, signal) {
      const answer = await request(`worlds/${encodeURIComponent(worldId)}`, signal);
      if (answer.status === 404 || answer.status === 403) return null;
      const world = World.safeParse(answer.body);
      if (answer.status !== 200 || !world.success) throw new Error(unanswered(answer).message);
      return outputOf(world.data, worldId) && { name: world.data.display_name ?? "A world without a name" };
    },
  };
}

class SearchUnanswered extends Error {}

function submitOutcome(answer: Answer, now: number): SubmitOutcome {
  const { status, body } = answer;
  if (status >= 200 && status < 300) {
    const operation = Operation.safeParse(body);
    const operationId = operation.success ? (operation.data.operation_id ?? operation.data.id) : null;
    if (!operation.success || !operationId) return turnedDown(answer, now);
    const providerRef = operation.data.metadata?.world_id ?? operation.data.response?.worldId ?? null;
    return { type: "accepted", operationId, providerRef, observed: toJson(body) };
  }
  return turnedDown(answer, now);
}

function turnedDown({ status, body, headers }: Answer, now: number): Exclude<SubmitOutcome, { type: "accepted" }> {
  if (status === 429) {
    return { type: "throttled", retryAt: retryAt(headers, now), message: sentenceOfDetail(body, "Too many.") };
  }
  if (status >= 400 && status < 500 && status !== 408 && status !== 425) {
    return { type: "refused", ...refusalOf(status, body) };
  }
  const isGood = status >= 200 && status < 300;
  return {
    type: "unknown",
    message: isGood ? "Its answer could not be read." : `It answered with status ${status}.`,
  };
}

const imageOf = ({ input }: Generation): string | undefined => MarbleInput.parse(input).image;

/** `auto`: a panorama is told from a view by Marble. */
const imagePrompt = ({ upload }: Generation) => ({
  type: "image",
  image_prompt: { source: "media_asset", media_asset_id: MarbleUpload.parse(upload).mediaAssetId },
  is_pano: "auto",
});

function failure(
  error: { code?: number | string | null | undefined; message?: string | null | undefined },
  observed: Json,
): Observation {
  return { type: "failed", ...failureOf(error.message), transient: transientCodes.has(Number(error.code)), observed };
}

const unanswered = (answer: Answer): Observation & { type: "unanswered" } => ({
  type: "unanswered",
  message:
    answer.status === 200 ? "Marble's answer could not be read." : `Marble answered with status ${answer.status}.`,
});
