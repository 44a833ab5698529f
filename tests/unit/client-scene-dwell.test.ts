import { describe, expect, test } from "vitest";
import { type Dwell, startDwelling } from "../../client/portals/scene/dwell.ts";

const open = { id: "door", x: 0, z: 0, status: "ready" };

/** Steps every 100 ms from `fromMs` to `toMs` and returns what was entered when. */
function stand(dwell: Dwell, z: number, fromMs: number, toMs: number, portals = [open]) {
  const entered: { id: string; atMs: number }[] = [];
  for (let nowMs = fromMs; nowMs <= toMs; nowMs += 100) {
    const id = dwell.step({ x: 0, z }, portals, nowMs);
    if (id !== null) entered.push({ id, atMs: nowMs });
  }
  return entered;
}

describe("walking into a portal", () => {
  test("takes a second within 1.5 m of a ready portal", () => {
    const dwell = startDwelling();
    stand(dwell, 3, 0, 0);
    expect(stand(dwell, 1.5, 1000, 2500)).toEqual([{ id: "door", atMs: 2000 }]);
  });

  test("does not happen farther away than 1.5 m", () => {
    const dwell = startDwelling();
    stand(dwell, 3, 0, 0);
    expect(stand(dwell, 1.6, 1000, 9000)).toEqual([]);
  });

  test("does not happen while the portal is generating or in error", () => {
    for (const status of ["generating", "error"]) {
      const dwell = startDwelling();
      const closed = [{ ...open, status }];
      stand(dwell, 3, 0, 0, closed);
      expect(stand(dwell, 1, 1000, 9000, closed)).toEqual([]);
    }
  });

  test("begins when a portal becomes ready under somebody who walked up to it before", () => {
    const dwell = startDwelling();
    const generating = [{ ...open, status: "generating" }];
    stand(dwell, 3, 0, 0, generating);
    stand(dwell, 1, 100, 5000, generating);
    expect(stand(dwell, 1, 6000, 7500)).toEqual([{ id: "door", atMs: 7000 }]);
  });

  test("starts over when the player steps out in between", () => {
    const dwell = startDwelling();
    stand(dwell, 3, 0, 0);
    expect(stand(dwell, 1, 1000, 1900)).toEqual([]);
    stand(dwell, 2, 2000, 2000);
    expect(stand(dwell, 1, 2100, 3000)).toEqual([]);
    expect(stand(dwell, 1, 3100, 3100)).toHaveLength(1);
  });

  test("happens again only after the player has been 2.5 m away", () => {
    const dwell = startDwelling();
    stand(dwell, 3, 0, 0);
    expect(stand(dwell, 1, 1000, 2000)).toHaveLength(1);
    expect(stand(dwell, 1, 2100, 9000)).toEqual([]);
    stand(dwell, 2.4, 9100, 9100);
    expect(stand(dwell, 1, 9200, 12_000)).toEqual([]);
    stand(dwell, 2.5, 12_100, 12_100);
    expect(stand(dwell, 1, 12_200, 13_200)).toHaveLength(1);
  });

  test("does not throw those through who arrive next to a portal", () => {
    expect(stand(startDwelling(), 1, 0, 9000)).toEqual([]);
  });

  test("does not count the time in which it was paused", () => {
    const dwell = startDwelling();
    stand(dwell, 3, 0, 0);
    stand(dwell, 1, 1000, 1500);
    dwell.pause();
    expect(stand(dwell, 1, 5000, 5900)).toEqual([]);
    expect(stand(dwell, 1, 6000, 6000)).toHaveLength(1);
  });

  test("chooses the closer of two portals", () => {
    const dwell = startDwelling();
    const two = [open, { ...open, id: "other", z: 2 }];
    stand(dwell, -9, 0, 0, two);
    expect(stand(dwell, 1.2, 1000, 2000, two)).toEqual([{ id: "other", atMs: 2000 }]);
  });

  test("forgets a portal that was removed: set up again under the player, it has to be approached anew", () => {
    const dwell = startDwelling();
    stand(dwell, 3, 0, 0);
    stand(dwell, 1, 100, 100, []);
    expect(stand(dwell, 1, 200, 5000)).toEqual([]);
  });
});
