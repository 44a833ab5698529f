/**
 * How far the server's clock is ahead of ours, in ms, from the Date header of one answer. The header has whole
 * seconds, cut off, so half a second is added; without a readable header the clocks count as equal. Good to about a
 * second, which is what an elapsed time on a label needs.
 */
export function serverAheadMs(dateHeader: string | null, sentAtMs: number, receivedAtMs: number): number {
  const serverMs = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (Number.isNaN(serverMs)) return 0;
  return serverMs + 500 - (sentAtMs + receivedAtMs) / 2;
}
