import { describe, expect, test } from "vitest";
import { storedTrail, trailAfter, wayBackOf } from "../../client/session/trail.ts";

describe("the trail of worlds one came by", () => {
  test("grows by the world one leaves", () => {
    expect(trailAfter(["hub"], "forest", "desert")).toEqual(["hub", "forest"]);
  });

  test("is cut at a world one comes back to, so that ways back never go in circles", () => {
    expect(trailAfter(["hub", "forest", "desert"], "sea", "forest")).toEqual(["hub"]);
  });

  test("begins anew in the hub", () => {
    expect(trailAfter(["hub", "forest"], "desert", "hub")).toEqual([]);
  });

  test("forgets its beginning when it grows very long", () => {
    const long = Array.from({ length: 20 }, (_, i) => `world-${i}`);
    const grown = trailAfter(long, "last", "next");
    expect(grown).toHaveLength(20);
    expect(grown.at(-1)).toBe("last");
  });

  test("leads back to the world before, and to the hub when there is none", () => {
    expect(wayBackOf(["hub", "forest"])).toBe("forest");
    expect(wayBackOf([])).toBe("hub");
  });

  test("is read from a history entry, and from nothing else", () => {
    expect(storedTrail({ trail: ["hub", "forest"] })).toEqual(["hub", "forest"]);
    expect(storedTrail(null)).toEqual([]);
    expect(storedTrail({ trail: "hub" })).toEqual([]);
    expect(storedTrail({ trail: Array.from({ length: 21 }, () => "x") })).toEqual([]);
  });
});
