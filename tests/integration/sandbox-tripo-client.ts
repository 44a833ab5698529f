import { onTestFinished } from "vitest";
import { z } from "zod";
import { type Sandbox, startSandbox } from "../../server/sandbox/sandbox.ts";
import { bust } from "../support/test-pictures.ts";
import { BEGIN, temporaryDataDir } from "./sandbox-marble-client.ts";

const MODEL_SECONDS = 20;
export const MODEL_MS = MODEL_SECONDS * 1_000;
export const MODEL = "v3.1-20260211";

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON, or the text where it is none. */
  readonly body: unknown;
}

const Uploaded = z.object({ data: z.object({ file_token: z.string() }) });
const Created = z.object({ data: z.object({ task_id: z.string() }) });
const Finished = z.object({
  data: z.object({ output: z.object({ model_url: z.string(), rendered_image_url: z.string() }) }),
});
const Ledger = z.object({ charges: z.array(z.record(z.string(), z.unknown())) });

/** A sandbox on a free port whose real time stands still; closed when the test is over, unless the test has closed it. */
export async function startedTripo(dataDir?: string): Promise<TripoClient> {
  const sandbox = await startSandbox({
    port: 0,
    dataDir: dataDir ?? (await temporaryDataDir()),
    worldSeconds: 30,
    modelSeconds: MODEL_SECONDS,
    imageSeconds: 6,
    videoSeconds: 12,
    splatScale: 0.02,
    now: () => BEGIN,
  });
  const client = new TripoClient(sandbox, "tsk_mine");
  onTestFinished(() => client.close());
  return client;
}

/** Calls the sandbox as a stranger would: over HTTP, knowing nothing but its address, with a key of its own. */
export class TripoClient {
  readonly url: string;
  private readonly sandbox: Pick<Sandbox, "url" | "tripoBaseUrl" | "close">;
  private readonly key: string;
  private closed: Promise<void> | undefined;

  constructor(sandbox: Pick<Sandbox, "url" | "tripoBaseUrl" | "close">, key: string) {
    this.sandbox = sandbox;
    this.url = sandbox.url;
    this.key = key;
  }

  /** The same sandbox with the key of somebody else. */
  withKey(key: string): TripoClient {
    return new TripoClient(this.sandbox, key);
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
  call(method: string, path: string, body?: unknown): Promise<Reply> {
    const headers = { authorization: `Bearer ${this.key}`, "content-type": "application/json" };
    const init = body === undefined ? { headers } : { headers, body: JSON.stringify(body) };
    return this.send(method, this.sandbox.tripoBaseUrl + path, init);
  }

  upload(bytes: Uint8Array, fileName = "picture.png"): Promise<Reply> {
    const form = new FormData();
    form.append("file", new Blob([new Uint8Array(bytes)]), fileName);
    const headers = { authorization: `Bearer ${this.key}` };
    return this.send("POST", `${this.sandbox.tripoBaseUrl}/files`, { headers, body: form });
  }

  /** Uploads a picture that must be taken, and gives its token. */
  async uploaded(bytes?: Uint8Array): Promise<string> {
    return Uploaded.parse((await this.upload(bytes ?? (await bust()))).body).data.file_token;
  }

  create(request: Record<string, unknown>): Promise<Reply> {
    return this.call("POST", "/generation/image-to-model", { model: MODEL, ...request });
  }

  /** Creates a task that must be accepted, and gives its id. */
  async accepted(request: Record<string, unknown> = {}): Promise<string> {
    const input = request.input ?? (await this.uploaded());
    return Created.parse((await this.create({ ...request, input })).body).data.task_id;
  }

  look(taskId: string): Promise<Reply> {
    return this.call("GET", `/tasks/${taskId}`);
  }

  /** Looks at a task that must have succeeded. */
  async finished(taskId: string): Promise<z.infer<typeof Finished>["data"]["output"]> {
    return Finished.parse((await this.look(taskId)).body).data.output;
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
    return this.steer("POST", "faults", { provider: "tripo", fault, times: 1, ...more });
  }

  async ledger(): Promise<readonly Record<string, unknown>[]> {
    return Ledger.parse((await this.steer("GET", "ledger")).body).charges;
  }
}
