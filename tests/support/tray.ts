import {
  ApiError,
  GenerationAnswer,
  GenerationsAnswer,
  RetryFailedAnswer,
  WorldsGenerateAnswer,
} from "../../contract/routes.ts";
import { type EventStream, openEvents } from "./event-stream.ts";
import { until } from "./until.ts";

/** A player's generations, as their task tray asks for them. */
export interface Tray {
  ask(path: string, method?: "GET" | "POST"): Promise<Response>;
  list(query?: string): Promise<GenerationAnswer[]>;
  /** A world without a portal; its job id. */
  order(prompt: string, imageUploadId?: string): Promise<string>;
  read(jobId: string): Promise<GenerationAnswer>;
  cancel(jobId: string): Promise<GenerationAnswer>;
  retry(jobId: string): Promise<GenerationAnswer>;
  retryFailed(query?: string): Promise<{ retried: string[]; refused: { job_id: string; error: string }[] }>;
  events(jobId: string): Promise<EventStream>;
  /** Resolves once it stands so, and with how it stands. */
  when(jobId: string, isSo: (generation: GenerationAnswer) => boolean): Promise<GenerationAnswer>;
  /** Status, code and sentence of an answer that is a refusal. */
  refusal(path: string, method?: "GET" | "POST"): Promise<[number, string, string]>;
}

export function trayOf(url: string, { token }: { readonly token: string }): Tray {
  const authorization = `Bearer ${token}`;
  const ask = (path: string, method: "GET" | "POST" = "GET") =>
    fetch(`${url}/api/generations${path}`, { method, headers: { authorization } });
  const read = async (path: string, method: "GET" | "POST" = "GET") => {
    const answer = await ask(path, method);
    const body: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${JSON.stringify(body)}`);
    return body;
  };
  const tray: Tray = {
    ask,
    list: async (query = "?mine") => GenerationsAnswer.parse(await read(query)).generations,
    async order(prompt, imageUploadId) {
      const answer = await fetch(`${url}/api/worlds/generate`, {
        method: "POST",
        headers: { authorization, "content-type": "application/json" },
        body: JSON.stringify({ prompt, imageUploadId }),
      });
      return WorldsGenerateAnswer.parse(await answer.json()).job_id;
    },
    read: async (jobId) => GenerationAnswer.parse(await read(`/${jobId}`)),
    cancel: async (jobId) => GenerationAnswer.parse(await read(`/${jobId}/cancel`, "POST")),
    retry: async (jobId) => GenerationAnswer.parse(await read(`/${jobId}/retry`, "POST")),
    retryFailed: async (query = "") => RetryFailedAnswer.parse(await read(`/retry-failed${query}`, "POST")),
    events: (jobId) => openEvents(`${url}/api/generations/${jobId}/events`, { authorization }),
    async when(jobId, isSo) {
      let latest = await tray.read(jobId);
      await until(async () => {
        latest = await tray.read(jobId);
        return isSo(latest);
      });
      return latest;
    },
    async refusal(path, method) {
      const answer = await ask(path, method);
      const { code, error } = ApiError.parse(await answer.json());
      return [answer.status, code, error];
    },
  };
  return tray;
}
