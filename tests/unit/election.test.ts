import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { electPoller, pollingOrder } from "../../contract/election.ts";

const sessionIds = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 30 });
const portalId = fc.string({ minLength: 1, maxLength: 40 });

describe("the designated poller", () => {
  test("is the same whoever works it out, in whichever order the players came", () => {
    fc.assert(
      fc.property(portalId, sessionIds, fc.infiniteStream(fc.nat()), (portal, ids, random) => {
        const shuffled = ids
          .map((id) => ({ id, at: random.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ id }) => id);
        expect(electPoller(portal, shuffled)).toBe(electPoller(portal, ids));
      }),
    );
  });
  test("is always one of the eligible players, and nobody when there is none", () => {
    fc.assert(
      fc.property(portalId, sessionIds, (portal, ids) => {
        expect(ids).toContain(electPoller(portal, ids));
      }),
    );
    expect(electPoller("p", [])).toBe("");
  });
  test("is followed by everybody else exactly once", () => {
    fc.assert(
      fc.property(portalId, sessionIds, (portal, ids) => {
        expect([...pollingOrder(portal, ids)].sort()).toEqual([...ids].sort());
      }),
    );
  });
  test("is everyone's turn over many portals, and nobody's much more than another's", () => {
    const ids = ["ada", "bob", "cyd", "dan", "eve"];
    const chosen = Array.from({ length: 5_000 }, (_, i) => electPoller(`portal-${i}`, ids));
    for (const id of ids) {
      const share = chosen.filter((other) => other === id).length / chosen.length;
      expect(share).toBeGreaterThan(0.15);
      expect(share).toBeLessThan(0.25);
    }
  });
  test("is the player at hash(portal id) modulo the number of players, sorted by code unit", () => {
    expect(pollingOrder("p1", ["b", "a", "B", "é"])).toHaveLength(4);
    expect([...pollingOrder("p1", ["b", "a", "B", "é"])].sort()).toEqual(["B", "a", "b", "é"]);
  });
});
