import type { Generation } from "../../server/generation/generation.ts";
import { createGenerations, type Generations } from "../../server/generation/generations.ts";
import type { Kind } from "../../server/generation/kind.ts";
import type { Files, Journal } from "../../server/generation/ports.ts";
import type {
  Observation,
  Provider,
  SearchOutcome,
  SubmitOutcome,
  UploadOutcome,
} from "../../server/generation/provider.ts";
import type { GenerationStore } from "../../server/generation/store.ts";
import { createManualClock, type ManualClock } from "./manual-clock.ts";
import { createMemoryGenerationStore } from "./memory-generation-store.ts";

/** What the world outside answers; a test says what it says. */
interface Script {
  upload: (row: Generation) => Promise<UploadOutcome>;
  submit: (row: Generation) => Promise<SubmitOutcome>;
  look: (row: Generation) => Promise<Observation>;
  search: (row: Generation) => Promise<SearchOutcome>;
  cancel: (operationId: string) => Promise<void>;
  collect: Files["collect"];
}

export interface CoreUnderTest {
  readonly generations: Generations;
  readonly store: GenerationStore;
  readonly clock: ManualClock;
  readonly script: Script;
  /** When each call to the provider was made, and what was cancelled there. */
  readonly calls: {
    readonly uploads: number[];
    readonly submits: number[];
    readonly looks: number[];
    readonly searches: number[];
    readonly cancels: string[];
  };
  readonly settled: number[];
  readonly troubles: string[];
  /** What came too late, and the task it told of. */
  readonly dropped: string[];
  /** Stops the clock; what waits for time gets it. */
  stop(): Promise<void>;
}

let operations = 0;

/** The real core on a manual clock, with a provider that follows a script. */
export function createCoreUnderTest(
  different: Partial<Pick<Kind, "activeKey" | "delegate" | "settle">> & {
    clock?: ManualClock;
    store?: GenerationStore;
    limits?: Provider["limits"];
    /** The provider wants a file before the POST. */
    wantsUpload?: boolean;
  } = {},
): CoreUnderTest {
  const clock = different.clock ?? createManualClock();
  const store = different.store ?? createMemoryGenerationStore();
  const calls: CoreUnderTest["calls"] = { uploads: [], submits: [], looks: [], searches: [], cancels: [] };
  const settled: number[] = [];
  const troubles: string[] = [];
  const dropped: string[] = [];
  const script: Script = {
    upload: async () => ({ type: "uploaded", upload: "file 1" }),
    submit: async () => ({ type: "accepted", operationId: `op${++operations}`, providerRef: null, observed: {} }),
    look: async () => ({ type: "pending", progress: -1, providerRef: null, observed: { done: false } }),
    search: async () => ({ type: "absent" }),
    cancel: async () => {},
    collect: async (file) => ({ hash: `hash-of-${file.role}`, ext: "bin" }),
  };
  const provider: Provider = {
    name: "marble",
    limits: different.limits ?? { startsPerMinute: 1_000, startsPerHour: 10_000 },
    files: { hosts: [], maxBytes: 1 },
    ...(different.wantsUpload && {
      uploads: {
        isNeeded: (row) => row.upload === null,
        async send(row: Generation) {
          calls.uploads.push(clock.now());
          return script.upload(row);
        },
      },
    }),
    async submit(row) {
      calls.submits.push(clock.now());
      return script.submit(row);
    },
    async look(row) {
      calls.looks.push(clock.now());
      return script.look(row);
    },
    async search(row) {
      calls.searches.push(clock.now());
      return script.search(row);
    },
    async cancel(operationId) {
      calls.cancels.push(operationId);
      return script.cancel(operationId);
    },
  };
  const journal: Journal = {
    changed() {},
    troubled: (what, _row, error) => troubles.push(`${what}: ${String(error)}`),
    dropped: (what, _row, operationId) => dropped.push(operationId === null ? what : `${what} ${operationId}`),
  };
  const generations = createGenerations({
    store,
    clock,
    journal,
    files: { collect: (...args) => script.collect(...args) },
    budget: { check: async () => {} },
    leaseMs: 20_000,
  });
  generations.declare({
    name: "world",
    provider,
    times: { lookMs: 15_000, deadlineMs: 900_000, collectMs: 86_400_000 },
    settle:
      different.settle ??
      (async ({ id }) => {
        settled.push(id);
      }),
    ...(different.delegate && { delegate: different.delegate }),
    ...(different.activeKey && { activeKey: different.activeKey }),
  });
  generations.start();
  async function stop(): Promise<void> {
    const stopped = generations.stop();
    await clock.advance(60_000);
    await stopped;
  }
  return { generations, store, clock, script, calls, settled, troubles, dropped, stop };
}

/** Asks for a world, and waits until the row is committed. */
export const askForWorld = ({ generations }: CoreUnderTest, subject = "portal:p1", requestedBy = "ada") =>
  generations.commit(generations.draft({ kind: "world", input: { prompt: "a forest" }, requestedBy, subject }));
