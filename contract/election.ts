/**
 * Who takes the next look at a portal's operation (design section 4). Every side can work it out alone: the order
 * depends on the ids only, never on who asks or in which order the players joined.
 */

/** FNV-1a over UTF-16 code units, 32 bits, with a final avalanche so that ids that differ in one character spread. */
export function hashPortalId(portalId: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < portalId.length; i++) {
    hash ^= portalId.charCodeAt(i);
    hash = Math.imul(hash, 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return hash >>> 0;
}

/**
 * The session ids in the order in which they are asked: first `sorted[hash(portalId) % sorted.length]`, then the
 * ones after it, around the circle. Sorted by code unit, so that every language sorts alike.
 */
export function pollingOrder(portalId: string, sessionIds: Iterable<string>): string[] {
  const sorted = [...new Set(sessionIds)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  if (sorted.length === 0) return [];
  const first = hashPortalId(portalId) % sorted.length;
  return [...sorted.slice(first), ...sorted.slice(0, first)];
}

/** The designated poller among the eligible players, or "" when nobody is eligible and the server looks by itself. */
export const electPoller = (portalId: string, sessionIds: Iterable<string>): string =>
  pollingOrder(portalId, sessionIds)[0] ?? "";
