import { describe, expect, test } from "vitest";
import { controlsTowards, createWalk } from "../../client/session/walk.ts";

const controls = { forward: 0, right: 0, yaw: 1, pitch: 0.25 } as const;
const far = Number.POSITIVE_INFINITY;

describe("walking to a spot", () => {
  test.each([
    [{ x: 0, z: 5 }, 0],
    [{ x: 5, z: 0 }, Math.PI / 2],
    [{ x: -5, z: 0 }, -Math.PI / 2],
  ])("turns to %o and goes ahead", (spot, yaw) => {
    expect(controlsTowards(spot, { x: 0, z: 0 }, far, controls)).toEqual({ forward: 1, right: 0, yaw, pitch: 0.25 });
  });

  test("ends near enough to it", () => {
    expect(controlsTowards({ x: 0, z: 5 }, { x: 0.1, z: 4.8 }, far, controls)).toBeNull();
  });

  test("ends when a frame of many steps has carried one past it", () => {
    expect(controlsTowards({ x: 0, z: 5 }, { x: 0, z: 5.6 }, 0.4, controls)).toBeNull();
  });

  test("goes on while one is only getting farther away from a distant spot", () => {
    expect(controlsTowards({ x: 0, z: 5 }, { x: 0, z: 0 }, 4, controls)).not.toBeNull();
  });
});

describe("a walk", () => {
  function setUp(from: { x: number; z: number }) {
    const faced: number[] = [];
    const standing = { at: from };
    const walk = createWalk(
      () => standing.at,
      (yaw) => faced.push(yaw),
    );
    return { walk, faced, standing };
  }
  const spot = { x: 0, z: 10 };
  const ahead = { ...controls, forward: 1, yaw: 0 };

  test("begins with the second frame: in a world just entered the first one still knows the old spot", async () => {
    const { walk, standing } = setUp(spot);
    const arrival = walk.to(spot);
    expect(walk.steer(controls)).toEqual(controls);
    standing.at = { x: 0, z: 0 };
    expect(walk.steer(controls)).toEqual(ahead);
    standing.at = spot;
    expect(walk.steer(controls)).toEqual(controls);
    await expect(arrival).resolves.toBe(true);
  });

  test("can stop before the spot, looking at it also when one is near already", async () => {
    const { walk, faced } = setUp({ x: 2, z: 10 });
    const arrival = walk.to(spot, { stopMetres: 3 });
    walk.steer(controls);
    walk.steer(controls);
    await expect(arrival).resolves.toBe(true);
    expect(faced).toEqual([-Math.PI / 2]);
  });

  test.each<[string, (parts: ReturnType<typeof setUp>, giveUp: AbortController) => unknown]>([
    ["a key", ({ walk }) => walk.steer({ ...controls, right: 1 })],
    ["another walk", ({ walk }) => walk.to({ x: 5, z: 5 })],
    ["its signal", (_, giveUp) => giveUp.abort()],
  ])("ends by %s", async (_, end) => {
    const giveUp = new AbortController();
    const parts = setUp({ x: 0, z: 0 });
    const arrival = parts.walk.to(spot, { signal: giveUp.signal });
    parts.walk.steer(controls);
    expect(parts.walk.steer(controls)).toEqual(ahead);
    end(parts, giveUp);
    await expect(arrival).resolves.toBe(false);
  });

  test("that was given up does not end the next one", async () => {
    const { walk } = setUp({ x: 0, z: 0 });
    const giveUp = new AbortController();
    void walk.to(spot, { signal: giveUp.signal });
    void walk.to(spot);
    giveUp.abort();
    walk.steer(controls);
    expect(walk.steer(controls)).toEqual(ahead);
  });
});
