import type { Observation, Provider, SearchOutcome, SubmitOutcome } from "../../server/generation/provider.ts";

/** What comes of a cast's task: its file is there already, under this hash. */
export const made = (role: "picture" | "film", hash: string): Observation => ({
  type: "done",
  output: {
    facts: {},
    files: [
      { role, url: `https://replicate.delivery/${hash}`, required: true, hash, ext: role === "film" ? "webm" : "webp" },
    ],
  },
  providerRef: null,
  observed: {},
});

export const going = (progress = -1): Observation => ({ type: "pending", progress, providerRef: null, observed: {} });

const aborted: Observation = {
  type: "failed",
  code: "cancelled_by_provider",
  message: "It was cancelled.",
  transient: false,
  observed: {},
};

export interface ScriptedCast {
  readonly provider: Provider;
  readonly script: {
    submit: () => SubmitOutcome;
    look: (operationId: string) => Observation;
    search: () => SearchOutcome;
  };
  /** The inputs of the tasks that were begun, as they were charged. */
  readonly charged: unknown[];
  readonly cancelled: string[];
}

/** A provider that follows a script: it takes everything, and ends nothing but what is cancelled. */
export function scriptedCast(limits = { startsPerMinute: 1_000, startsPerHour: 10_000 }): ScriptedCast {
  const charged: unknown[] = [];
  const cancelled: string[] = [];
  const script: ScriptedCast["script"] = {
    submit: () => ({ type: "accepted", operationId: `p${charged.length}`, providerRef: null, observed: {} }),
    look: () => going(),
    search: () => ({ type: "absent" }),
  };
  return {
    script,
    charged,
    cancelled,
    provider: {
      name: "replicate",
      limits,
      files: { hosts: [], maxBytes: 1 },
      async submit({ input }) {
        charged.push(input);
        return script.submit();
      },
      look: async ({ operationId }) =>
        cancelled.includes(operationId ?? "") ? aborted : script.look(operationId ?? ""),
      search: async () => script.search(),
      async cancel(operationId) {
        cancelled.push(operationId);
      },
    },
  };
}
