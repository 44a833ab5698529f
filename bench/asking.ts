import { performance } from "node:perf_hooks";
import { type Distribution, distributionOf } from "./distribution.ts";

/** How many callers there are at once, each asking again as soon as it is answered, and how often they ask in all. */
export const CROWDS = [
  { callers: 1, submits: 100 },
  { callers: 50, submits: 200 },
  { callers: 200, submits: 400 },
] as const;
export type Crowd = (typeof CROWDS)[number];
export const READS = 800;
/** Asked before, and not counted. */
export const WARM_UP = 20;

interface Asked {
  readonly ms: Distribution;
  readonly perSecond: number;
}

/** Each caller asks, is answered, and asks again, until all has been asked. */
export async function askAll(callers: number, times: number, ask: (turn: number) => Promise<void>): Promise<Asked> {
  const ms: number[] = [];
  let turn = 0;
  const call = async () => {
    while (turn < times) {
      const from = performance.now();
      await ask(turn++);
      ms.push(performance.now() - from);
    }
  };
  const from = performance.now();
  await Promise.all(Array.from({ length: callers }, call));
  return { ms: distributionOf(ms), perSecond: (times / (performance.now() - from)) * 1000 };
}

export const inWords = ({ ms, perSecond }: Asked): string[] => [
  `${ms.p50.toFixed(1)} ms`,
  `${ms.p99.toFixed(1)} ms`,
  perSecond.toFixed(0),
];
