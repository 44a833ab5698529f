import type { Table } from "./table.ts";

/** Registers what has to be closed when a measure is over, whether it came to its end or not. The last comes first. */
export type AtEnd = (close: () => Promise<unknown>) => void;
export type Measure = (atEnd: AtEnd) => Promise<readonly Table[]>;

/** Takes one measure. @throws Error when it takes longer than `limitMs`, and what it throws; all is closed then, too */
export async function take(measure: Measure, limitMs: number): Promise<readonly Table[]> {
  const closings: (() => Promise<unknown>)[] = [];
  const tooLong = Promise.withResolvers<never>();
  const limit = setTimeout(() => tooLong.reject(new Error(`Not over after ${limitMs / 1000} s.`)), limitMs);
  try {
    return await Promise.race([measure((close) => void closings.push(close)), tooLong.promise]);
  } finally {
    clearTimeout(limit);
    for (const close of closings.toReversed()) await close();
  }
}
