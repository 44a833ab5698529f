import { z } from "zod";
import { type Generation, toJson } from "../../generation/generation.ts";
import type {
  GateLimits,
  Observation,
  Provider,
  SearchOutcome,
  SubmitOutcome,
  UploadOutcome,
} from "../../generation/provider.ts";
import type { ReadPicture } from "../picture.ts";
import { type Answer, call, NeverSent, retryAt, sentenceOfError } from "../transport.ts";
import { observationOf } from "./observing.ts";
import { findByToken } from "./searching.ts";
import { refusalOf } from "./sentences.ts";
import { Created, Envelope, FileToken, sentenceIn, Task } from "./wire.ts";

export interface TripoSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly limits: GateLimits;
  /** Where its files may be fetched from. */
  readonly fileHosts: readonly string[];
  readonly now: () => number;
  readonly readPicture: ReadPicture;
}

/** What a `model` generation's input holds for Tripo: where its picture is. */
const TripoInput = z.object({ image: z.string() });
/** What the row remembers of the picture that was handed over. */
const TripoUpload = z.object({ fileToken: z.string(), picture: z.string() });

/** `quad` is never asked for: its result is an FBX, which no browser shows. A place with many models wants light ones. */
const order = { model: "v3.1-20260211", texture: true, pbr: true, face_limit: 20_000 };
const fileMaxBytes = 64 * 1024 * 1024;
const notFoundCode = 2001;
/** Tripo has no cancel and no idempotency key; a lost submit is found again by the token of the picture it was made from. */
export function createTripo(settings: TripoSettings): Provider {
  const request = (path: string, signal: AbortSignal, body?: object | FormData): Promise<Answer> =>
    call(`${settings.baseUrl}/${path}`, {
      method: body ? "POST" : "GET",
      headers: {
        authorization: `Bearer ${settings.apiKey}`,
        ...(body && !(body instanceof FormData) && { "content-type": "application/json" }),
      },
      signal,
      ...(body && { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });

  /** It is billed for nothing, so whatever leaves open what arrived may be done again. */
  async function upload(generation: Generation, signal: AbortSignal): Promise<UploadOutcome> {
    const { image } = TripoInput.parse(generation.input);
    try {
      const picture = await settings.readPicture(image, signal);
      if (picture.type !== "picture") return picture;
      const form = new FormData();
      form.set("file", new Blob([new Uint8Array(picture.bytes)], { type: picture.contentType }), picture.name);
      const answer = await request("files", signal, form);
      const token = FileToken.safeParse(dataOf(answer));
      if (token.success) {
        return { type: "uploaded", upload: { fileToken: token.data.file_token, picture: picture.name } };
      }
      const outcome = turnedDown(answer);
      return outcome.type === "unknown" ? { type: "not_sent", message: outcome.message } : outcome;
    } catch (error) {
      return { type: "not_sent", message: sentenceOfError(error) };
    }
  }

  async function submit(generation: Generation, signal: AbortSignal): Promise<SubmitOutcome> {
    const { fileToken } = TripoUpload.parse(generation.upload);
    try {
      const answer = await request("generation/image-to-model", signal, { ...order, input: fileToken });
      const created = Created.safeParse(dataOf(answer));
      if (!created.success) return turnedDown(answer);
      const { task_id: operationId } = created.data;
      return { type: "accepted", operationId, providerRef: null, observed: toJson(dataOf(answer)) };
    } catch (error) {
      return { type: error instanceof NeverSent ? "not_sent" : "unknown", message: sentenceOfError(error) };
    }
  }

  /** The rule of Tripo's own SDK: 429, 503 and a connection that failed left nothing; every other doubt stays one. */
  function turnedDown(answer: Answer): Exclude<SubmitOutcome, { type: "accepted" }> {
    const { status, body, headers } = answer;
    if (status === 429 || status === 503) {
      return {
        type: "throttled",
        retryAt: retryAt(headers, settings.now()),
        message: sentenceIn(body, "The model maker is busy."),
      };
    }
    if (status >= 400 && status < 500 && status !== 408 && status !== 425) {
      return { type: "refused", ...refusalOf(status, body) };
    }
    return {
      type: "unknown",
      message: isGood(status) ? "Its answer could not be read." : `It answered with status ${status}.`,
    };
  }

  async function look(generation: Generation, signal: AbortSignal): Promise<Observation> {
    const { operationId } = generation;
    if (operationId === null) return { type: "gone", message: "No task is known." };
    try {
      const answer = await request(`tasks/${encodeURIComponent(operationId)}`, signal);
      if (answer.status === 404 || codeOf(answer) === notFoundCode) {
        return { type: "gone", message: "Tripo does not know this task." };
      }
      const task = Task.safeParse(dataOf(answer));
      if (!task.success) return { type: "unanswered", message: `Tripo answered with status ${answer.status}.` };
      return observationOf(task.data, toJson(dataOf(answer)), generation.observed);
    } catch (error) {
      return { type: "unanswered", message: sentenceOfError(error) };
    }
  }

  async function search(generation: Generation, signal: AbortSignal): Promise<SearchOutcome> {
    const upload = TripoUpload.safeParse(generation.upload);
    // Nothing was handed over, so nothing was submitted.
    if (!upload.success) return { type: "absent" };
    try {
      return await findByToken(upload.data.fileToken, async (path, body) => dataOf(await request(path, signal, body)));
    } catch (error) {
      return { type: "unanswered", message: sentenceOfError(error) };
    }
  }

  return {
    name: "tripo",
    limits: settings.limits,
    files: { hosts: settings.fileHosts, maxBytes: fileMaxBytes },
    uploads: { isNeeded: ({ upload: handedOver }) => handedOver === null, send: upload },
    submit,
    look,
    search,
  };
}

const codeOf = ({ body }: Answer): number | undefined => Envelope.safeParse(body).data?.code;

/** Undefined when the answer is none, or an error that says so in its code. */
function dataOf({ status, body }: Answer): unknown {
  const envelope = Envelope.safeParse(body).data;
  return isGood(status) && envelope?.code === 0 ? envelope.data : undefined;
}

const isGood = (status: number): boolean => status >= 200 && status < 300;
