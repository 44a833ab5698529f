import { describe, expect, test } from "vitest";
import { controlsTowards } from "../../client/session/test-hook.ts";

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
