import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { z } from "zod";
import { type Sandbox, startSandbox } from "../../server/sandbox/sandbox.ts";

// Worlds are really painted: a second of work each, and many times that where other tests keep the machine busy.
vi.setConfig({ testTimeout: 60_000 });

/** When these tests take place, in ms since 1970. Real time stands still, so only `advance` makes tasks older. */
export const BEGIN = Date.parse("2026-11-20T10:00:00Z");
const WORLD_SECONDS = 30;
export const WORLD_MS = WORLD_SECONDS * 1_000;
export const PROMPT = { type: "text", text_prompt: "a foggy harbour" };

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed JSON, or the text where it is none. */
  readonly body: unknown;
}

const Created = z.object({ operation_id: z.string() });
const Operation = z.object({ metadata: z.object({ world_id: z.string() }) });
const Assets = z.object({
  caption: z.string(),
  thumbnail_url: z.string(),
  imagery: z.object({ pano_url: z.string().nullable() }),
  mesh: z.object({ collider_mesh_url: z.string() }),
  splats: z.object({ spz_urls: z.record(z.string(), z.string()) }),
});
const Finished = z.object({ response: z.object({ world_id: z.string(), assets: Assets }) });
const Ledger = z.object({ charges: z.array(z.record(z.string(), z.unknown())) });

/** A folder for a sandbox, removed when the test is over. */
export async function temporaryDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "waygate-sandbox-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return dataDir;
}

/** A sandbox on a free port; closed when the test is over, unless the test has closed it. */
export async function startedSandbox(dataDir?: string): Promise<MarbleClient> {
  const sandbox = await startSandbox({
    port: 0,
    dataDir: dataDir ?? (await temporaryDataDir()),
    worldSeconds: WORLD_SECONDS,
    modelSeconds: 15,
    imageSeconds: 6,
    videoSeconds: 12,
    splatScale: 0.02,
    now: () => BEGIN,
  });
  const client = new MarbleClient(sandbox);
  onTestFinished(() => client.close());
  return client;
}

/** Calls the sandbox as a stranger would: over HTTP, knowing nothing but its address. */
export class MarbleClient {
  readonly url: string;
  private readonly sandbox: Sandbox;
  private closed: Promise<void> | undefined;

  constructor(sandbox: Sandbox) {
    this.sandbox = sandbox;
    this.url = sandbox.marbleBaseUrl;
  }

  close(): Promise<void> {
    this.closed ??= this.sandbox.close();
    return this.closed;
  }

  async send(method: string, path: string, init: RequestInit = {}): Promise<Reply> {
    const response = await fetch(new URL(path, this.url), { method, ...init });
    const text = await response.text();
    const isJson = text.startsWith("{");
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  }

  call(method: string, path: string, body?: unknown): Promise<Reply> {
    const headers = { "wlt-api-key": "any-key", "content-type": "application/json" };
    return this.send(method, path, body === undefined ? { headers } : { headers, body: JSON.stringify(body) });
  }

  generate(request: Record<string, unknown> = {}): Promise<Reply> {
    return this.call("POST", "/marble/v1/worlds:generate", { world_prompt: PROMPT, ...request });
  }

  /** Creates a task that must be accepted, and gives its operation id. */
  async accepted(request: Record<string, unknown> = {}): Promise<string> {
    return Created.parse((await this.generate(request)).body).operation_id;
  }

  look(operationId: string): Promise<Reply> {
    return this.call("GET", `/marble/v1/operations/${operationId}`);
  }

  async worldIdOf(operationId: string): Promise<string> {
    return Operation.parse((await this.look(operationId)).body).metadata.world_id;
  }

  /** Looks at an operation that must have succeeded. */
  async finished(operationId: string): Promise<z.infer<typeof Finished>["response"]> {
    return Finished.parse((await this.look(operationId)).body).response;
  }

  async bytes(url: string | null | undefined): Promise<Buffer> {
    const response = await fetch(new URL(z.string().parse(url), this.url));
    if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  list(request: Record<string, unknown> = {}): Promise<Reply> {
    return this.call("POST", "/marble/v1/worlds:list", request);
  }

  advance(advanceMs: number): Promise<Reply> {
    return this.call("POST", "/_sandbox/clock", { advanceMs });
  }

  fault(fault: string, more: Record<string, unknown> = {}): Promise<Reply> {
    return this.call("POST", "/_sandbox/faults", { provider: "marble", fault, times: 1, ...more });
  }

  async ledger(): Promise<readonly Record<string, unknown>[]> {
    return Ledger.parse((await this.call("GET", "/_sandbox/ledger")).body).charges;
  }
}
