import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import type { Generation } from "../../../server/generation/generation.ts";
import type { Provider, SubmitOutcome } from "../../../server/generation/provider.ts";
import { startSandbox } from "../../../server/sandbox/sandbox.ts";
import { freePort } from "../../support/free-port.ts";
import { aTime } from "../../support/generations.ts";
import { steer } from "../../support/sandbox-control.ts";
import type { ProviderUnderTest } from "../provider.ts";

/** Nothing an adapter returns may hold it: outcomes are written into rows, and shown. */
const apiKey = "key-that-nobody-is-told";

/** An adapter at the sandbox, with everything a requirement asks of the two. */
export interface ProviderGround extends Pick<ProviderUnderTest, "taskMs" | "roles" | "facts" | "order" | "badOrder"> {
  readonly adapter: Provider;
  readonly withoutKey: Provider;
  /** The same adapter where nobody listens. */
  readonly unreachable: Provider;
  /** The adapter's clock stands still here. */
  readonly now: number;
  fault(fault: string, more?: { readonly on?: string; readonly forMs?: number }): Promise<void>;
  /** Every task at the sandbox ages by so much. */
  advance(ms: number): Promise<void>;
  /** What was billed since the ground was prepared. */
  charges(): Promise<readonly { readonly operationId: string; readonly refunded: boolean }[]>;
  /** A row that may be submitted: what its provider wants to have is handed over. */
  ready(): Promise<Generation>;
  /** A row whose submit was accepted. */
  accepted(): Promise<Generation>;
  /** Runs a call that the sandbox holds back, and gives up on it once it has arrived there. */
  givenUp<Outcome>(
    call: (signal: AbortSignal) => Promise<Outcome>,
    hasArrived: () => Promise<boolean>,
  ): Promise<Outcome>;
  close(): Promise<void>;
}

export const unhurried = (): AbortSignal => AbortSignal.timeout(30_000);

export async function prepareGround(underTest: ProviderUnderTest): Promise<ProviderGround> {
  const dataDir = await mkdtemp(join(tmpdir(), "waygate-sandbox-"));
  const seconds = underTest.taskMs / 1000;
  const lasting = { worldSeconds: seconds, modelSeconds: seconds, imageSeconds: seconds, videoSeconds: seconds };
  const settings = { port: 0, dataDir, ...lasting, splatScale: 0.001 };
  const sandbox = await startSandbox(settings);
  const { advance, fault, charges } = steer(sandbox.url);
  const open = (baseUrl: string, key = apiKey) => discreet(underTest.open({ baseUrl, apiKey: key, now: () => aTime }));
  const adapter = open(sandbox.url);

  async function ready(): Promise<Generation> {
    const row = underTest.order();
    if (!adapter.uploads?.isNeeded(row)) return row;
    const outcome = await adapter.uploads.send(row, unhurried());
    if (outcome.type !== "uploaded") throw new Error(`It was not handed over: ${JSON.stringify(outcome)}`);
    return { ...row, upload: outcome.upload };
  }

  return {
    ...underTest,
    adapter,
    ready,
    withoutKey: open(sandbox.url, ""),
    unreachable: open(`http://127.0.0.1:${await freePort()}`),
    now: aTime,
    fault: (name, more = {}) => fault(name, 1, { provider: underTest.name, ...more }),
    advance,
    charges: async () => (await charges()).filter(({ provider }) => provider === underTest.name),
    async accepted() {
      const row = await ready();
      return afterSubmit(row, await adapter.submit(row, unhurried()));
    },
    async givenUp(call, hasArrived) {
      const giveUp = new AbortController();
      const outcome = call(giveUp.signal);
      await expect.poll(hasArrived, { timeout: 30_000 }).toBe(true);
      giveUp.abort();
      return outcome;
    },
    async close() {
      await sandbox.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** The row as the core writes it on. */
function afterSubmit(row: Generation, outcome: SubmitOutcome): Generation {
  if (outcome.type !== "accepted") throw new Error(`The submit was not accepted: ${JSON.stringify(outcome)}`);
  const { operationId, providerRef } = outcome;
  return { ...row, status: "running", attempts: 1, operationId, providerRef };
}

/** The adapter, with everything it returns searched for the key. */
function discreet(provider: Provider): Provider {
  const { uploads } = provider;
  const checked = async <Outcome>(outcome: Promise<Outcome>): Promise<Outcome> => {
    expect(JSON.stringify(await outcome)).not.toContain(apiKey);
    return outcome;
  };
  return {
    ...provider,
    ...(uploads && {
      uploads: { ...uploads, send: (row: Generation, signal: AbortSignal) => checked(uploads.send(row, signal)) },
    }),
    submit: (row, signal) => checked(provider.submit(row, signal)),
    look: (row, signal) => checked(provider.look(row, signal)),
    search: (row, signal) => checked(provider.search(row, signal)),
  };
}
