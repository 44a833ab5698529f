import { randomUUID } from "node:crypto";
import { performance } from "node:perf_hooks";
import { electPoller } from "../contract/election.ts";
import { PATCH_MS } from "../contract/limits.ts";
import { step } from "../server/generation/lifecycle.ts";
import { aGeneration, aTime } from "../tests/support/generations.ts";
import { distributionOf } from "./distribution.ts";
import type { Table } from "./table.ts";

const BATCHES = 50;
const CALLS_PER_BATCH = 200;

/** What one of the pure decisions costs that rooms and the due clock take all the time, against one patch's time. */
export async function measureDecisions(): Promise<readonly Table[]> {
  const portalIds = Array.from({ length: CALLS_PER_BATCH }, () => randomUUID());
  const sessions = (count: number) => Array.from({ length: count }, () => randomUUID().slice(0, 9));
  const [fifty, fiveHundred] = [sessions(50), sessions(500)];
  const running = aGeneration({
    status: "running",
    operationId: "op-1",
    acceptedAt: aTime,
    deadlineAt: aTime + 900_000,
  });
  const observation = { type: "pending", progress: 40, providerRef: null, observed: { done: false } } as const;
  const times = { lookMs: 15_000, deadlineMs: 900_000, collectMs: 86_400_000 };
  return [
    {
      title: `Pure decisions: medians of ${BATCHES} batches of ${CALLS_PER_BATCH}`,
      columns: ["", "each", `in ${PATCH_MS} ms`],
      rows: [
        row("election among 50 players", (index) => electPoller(portalIds[index] ?? "", fifty)),
        row("election among 500 players", (index) => electPoller(portalIds[index] ?? "", fiveHundred)),
        row("lifecycle, a look that found nothing new", () =>
          step(running, { type: "looked", observation, lookedAt: aTime + 15_000 }, aTime + 15_100, times),
        ),
      ],
    },
  ];
}

function row(what: string, decide: (index: number) => unknown): string[] {
  const batches = Array.from({ length: BATCHES }, () => {
    const from = performance.now();
    for (let index = 0; index < CALLS_PER_BATCH; index++) decide(index);
    return (performance.now() - from) / CALLS_PER_BATCH;
  });
  const ms = distributionOf(batches).p50;
  return [what, `${(ms * 1000).toFixed(1)} µs`, Math.round(PATCH_MS / ms).toLocaleString("en")];
}
