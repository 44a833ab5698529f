import { onTestFinished } from "vitest";
import { z } from "zod";
import { type Sandbox, startSandbox } from "../../server/sandbox/sandbox.ts";
import { aPng, asDataUrl } from "../support/small-pictures.ts";
import { BEGIN, temporaryDataDir } from "./sandbox-marble-client.ts";

const IMAGE_SECONDS = 10;
const VIDEO_SECONDS = 20;
export const IMAGE_MS = IMAGE_SECONDS * 1_000;
export const VIDEO_MS = VIDEO_SECONDS * 1_000;
export const IMAGE_MODEL = "black-forest-labs/flux-schnell";
export const VIDEO_MODEL = "bytedance/seedance-1-lite";
export const PROMPT = "Portrait of Mira, the smuggler.";

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON, or the text where it is none. */
  readonly body: unknown;
}

const Created = z.object({ id: z.string() });
const Finished = z.object({ output: z.union([z.string(), z.tuple([z.string()])]) });
const Ledger = z.object({ charges: z.array(z.record(z.string(), z.unknown())) });

type Running = Pick<Sandbox, "url" | "replicateBaseUrl" | "close">;

/** A sandbox on a free port whose real time stands still; closed when the test is over, unless the test has closed it. */
export async function startedReplicate(dataDir?: string): Promise<ReplicateClient> {
  const sandbox = await startSandbox({
    port: 0,
    dataDir: dataDir ?? (await temporaryDataDir()),
    worldSeconds: 30,
    modelSeconds: 20,
    imageSeconds: IMAGE_SECONDS,
    videoSeconds: VIDEO_SECONDS,
    splatScale: 0.02,
    now: () => BEGIN,
  });
  const client = new ReplicateClient(sandbox, "r8_mine");
  onTestFinished(() => client.close());
  return client;
}

export const aPicture = async (): Promise<string> => asDataUrl(await aPng());

/** Calls the sandbox as a stranger would: over HTTP, knowing nothing but its address, with a token of its own. */
export class ReplicateClient {
  readonly url: string;
  private readonly sandbox: Running;
  private readonly token: string;
  private closed: Promise<void> | undefined;

  constructor(sandbox: Running, token: string) {
    this.sandbox = sandbox;
    this.url = sandbox.url;
    this.token = token;
  }

  /** The same sandbox with the token of somebody else. */
  withToken(token: string): ReplicateClient {
    return new ReplicateClient(this.sandbox, token);
  }

  close(): Promise<void> {
    this.closed ??= this.sandbox.close();
    return this.closed;
  }

  async send(method: string, url: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(url, { method, ...init });
    const text = await response.text();
    const body: unknown = text.startsWith("{") ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body };
  }

  /** @param path below the base address. */
  call(method: string, path: string, body?: unknown, more: Readonly<Record<string, string>> = {}): Promise<Reply> {
    const headers = { authorization: `Bearer ${this.token}`, "content-type": "application/json", ...more };
    const init = body === undefined ? { headers } : { headers, body: JSON.stringify(body) };
    return this.send(method, this.sandbox.replicateBaseUrl + path, init);
  }

  create(
    input: Record<string, unknown> = {},
    { model = IMAGE_MODEL, more = {}, headers = {} as Readonly<Record<string, string>> } = {},
  ): Promise<Reply> {
    return this.call("POST", `/models/${model}/predictions`, { input: { prompt: PROMPT, ...input }, ...more }, headers);
  }

  /** Creates a prediction that must be accepted, and gives its id. */
  async accepted(...asked: Parameters<ReplicateClient["create"]>): Promise<string> {
    return Created.parse((await this.create(...asked)).body).id;
  }

  look(id: string): Promise<Reply> {
    return this.call("GET", `/predictions/${id}`);
  }

  cancel(id: string): Promise<Reply> {
    return this.call("POST", `/predictions/${id}/cancel`, {});
  }

  /** The link of a prediction that must have succeeded. */
  async link(id: string): Promise<string> {
    const { output } = Finished.parse((await this.look(id)).body);
    return typeof output === "string" ? output : output[0];
  }

  async bytes(url: string): Promise<Buffer> {
    const response = await fetch(url);
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  private steer(method: string, path: string, body?: unknown): Promise<Reply> {
    const headers = { "content-type": "application/json" };
    const init = body === undefined ? { headers } : { headers, body: JSON.stringify(body) };
    return this.send(method, `${this.url}/_sandbox/${path}`, init);
  }

  advance(advanceMs: number): Promise<Reply> {
    return this.steer("POST", "clock", { advanceMs });
  }

  fault(fault: string, more: Record<string, unknown> = {}): Promise<Reply> {
    return this.steer("POST", "faults", { provider: "replicate", fault, times: 1, ...more });
  }

  async ledger(): Promise<readonly Record<string, unknown>[]> {
    return Ledger.parse((await this.steer("GET", "ledger")).body).charges;
  }
}
