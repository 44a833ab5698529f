/** A bar as models draw it into their logs: ` 42%|████▏     | 21/50 [00:03<00:04, 6.4it/s]`. */
const bar = /(?:^|\s)(\d{1,3})(?:\.\d+)?\s?%\s*\|/g;

/** 0 to 100 by the last bar in a prediction's logs, or -1 where there is none. A per cent in the words of a prompt is no bar. */
export function progressIn(logs: string | null | undefined): number {
  const last = [...(logs ?? "").matchAll(bar)].at(-1)?.[1];
  return last === undefined ? -1 : Math.min(100, Number(last));
}
