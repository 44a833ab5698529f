import { describe, expect, test } from "vitest";
import { adjusting, carriedTo, stanceOf, startAdjusting } from "../../client/exhibits/adjusting.ts";
import { exhibitReach } from "../../client/exhibits/scene/exhibit-measures.ts";
import { pedestalFor } from "../../client/exhibits/scene/pedestal.ts";
import { exhibitSnapshot } from "../../client/session/snapshots.ts";
import { Exhibit } from "../../contract/state.ts";

const here = { x: 1, y: 0.5, z: 2, rotationY: 1, scale: 2 };

function begun() {
  startAdjusting(exhibitSnapshot(Object.assign(new Exhibit(), { id: "e", ...here })));
  const current = adjusting.peek();
  if (current === null) throw new Error("Nothing is being placed.");
  return current;
}

describe("an exhibit that is being placed", () => {
  test("begins as it stands, and not carried", () => {
    const current = begun();
    expect(current).toMatchObject({ exhibitId: "e", isCarried: false });
    expect(stanceOf(current)).toEqual(here);
  });

  test("is turned by what the player asks for, its angle between -π and π", () => {
    const stance = stanceOf({ ...begun(), facing: 3, turn: 1 });
    expect(stance.rotationY).toBeCloseTo(4 - 2 * Math.PI);
  });

  test("keeps its turn and size while it is carried along", () => {
    const turned = { ...begun(), turn: 0.5, scale: 3, isCarried: true };
    const carried = carriedTo(turned, { x: 7, y: 1, z: 8, rotationY: 0.25 });
    expect(stanceOf(carried)).toEqual({ x: 7, y: 1, z: 8, rotationY: 0.75, scale: 3 });
  });

  test("is the same thing while nobody moves: nothing is drawn anew", () => {
    const current = begun();
    expect(carriedTo(current, here)).toBe(current);
  });
});

describe("the pedestal and the reach of an exhibit", () => {
  test("small things are lifted to the eye, large ones stand low; never out of all measure", () => {
    const sizes = [0.1, 0.5, 1, 2, 10].map(pedestalFor);
    const heights = sizes.map(({ height }) => height);
    expect(heights).toEqual(heights.toSorted((a, b) => b - a));
    for (const { radius, height } of sizes) {
      expect(radius).toBeGreaterThanOrEqual(0.3);
      expect(radius).toBeLessThanOrEqual(4);
      expect(height).toBeGreaterThanOrEqual(0.25);
      expect(height).toBeLessThanOrEqual(1.05);
    }
  });

  test("a large one is near from farther away, and is hit over all of its height", () => {
    const view = { ...here, id: "e", kind: "model", status: "ready" as const, name: "", maker: "" };
    const reach = (scale: number) =>
      exhibitReach({ ...view, scale, headline: "", detail: "", hint: "", posterUrl: "", url: "" });
    expect(reach(1)).toMatchObject({ reach: 4, halfWidth: 1, height: 2 + pedestalFor(1).height });
    expect(reach(5)).toMatchObject({ reach: 8, halfWidth: 5, height: 10.25 });
  });
});
