import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { activeStatuses, endedStatuses } from "../../server/generation/generation.ts";
import { checkPromises } from "./invariants.ts";
import { runLives } from "./lives.ts";
import { anyMove, type Move, optional } from "./moves.ts";
import { type Play, play } from "./playing.ts";
import type { Promises } from "./promises.ts";
import { keptRuns } from "./seeds.ts";
import { simulateTimeouts } from "./timeouts.ts";

const runs = Number(process.env.MODEL_RUNS ?? 500);
/** So many runs reach everything below; one that happens in few of them is not among it. */
const runsThatReachAll = 500;
const reached = [
  ...[...activeStatuses, ...endedStatuses, "adopted", "crashed", "joined", "hinted"],
  ...["submitting → unknown", "unknown → running", "running → queued", "running → unknown", "submitting → queued"],
];

interface Model {
  readonly promises: Promises;
  /** What does not happen in this run: where everything always happens, much hides behind the rest. */
  readonly without: ReadonlySet<string>;
}

/** A move as fast-check plays it. Its text is the move itself, for keeping in `seeds.ts`. */
class Command implements fc.AsyncCommand<Model, Play> {
  readonly move: Move;
  constructor(move: Move) {
    this.move = move;
  }
  check({ without }: Model): boolean {
    return !without.has(this.move.do);
  }
  async run({ promises }: Model, current: Play): Promise<void> {
    await play(current, this.move);
    checkPromises(current.simulation, promises);
  }
  toString(): string {
    return JSON.stringify(this.move);
  }
}

let restoreTimeouts = () => {};
beforeAll(() => {
  restoreTimeouts = simulateTimeouts();
});
afterAll(() => restoreTimeouts());

describe("a run that went wrong once", () => {
  test.each(keptRuns.map((run) => [run.showed, run] as const))(
    "does so no more: %s",
    async (_showed, { seed, moves }) => {
      await runLives(seed, async (current, promises) => {
        for (const move of moves) {
          await play(current, move);
          checkPromises(current.simulation, promises);
        }
      });
    },
  );
});

describe("whatever happens to servers, players, database and provider", () => {
  const commands = fc.commands([anyMove.map((move) => new Command(move))], { maxCommands: 100, size: "max" });

  test(`every promise is kept, in ${runs} runs`, { timeout: 60_000 + runs * 200 }, async () => {
    const seen = new Set<string>();
    const property = fc.asyncProperty(commands, fc.subarray(optional), fc.nat(), async (played, without, seed) => {
      const seenInRun = await runLives(seed, async (current, promises) => {
        const model = { promises, without: new Set(without) };
        await fc.asyncModelRun(() => ({ model, real: current }), played);
      });
      for (const what of seenInRun) seen.add(what);
    });
    const seed = process.env.MODEL_SEED;
    await fc.assert(property, { numRuns: runs, ...(seed !== undefined && { seed: Number(seed) }) });
    if (runs >= runsThatReachAll) expect([...seen]).toEqual(expect.arrayContaining(reached));
  });
});
