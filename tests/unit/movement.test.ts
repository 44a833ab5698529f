import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HUB, HUB_HALF_SIZE } from "../../contract/limits.ts";
import { halfSizeOf, stepMovement, WALK_SPEED } from "../../contract/movement.ts";

const walk = (command: { forward: number; right: number; yaw: number }, from = { x: 0, z: 0, yaw: 0 }) => {
  const mover = { ...from };
  stepMovement(mover, command, 0.05, HUB_HALF_SIZE);
  return mover;
};
const anyNumber = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -1e308, 127, -128));

describe("a step", () => {
  test("goes along the heading: yaw 0 is +z, a quarter turn to the right is +x", () => {
    expect(walk({ forward: 1, right: 0, yaw: 0 })).toMatchObject({ x: 0, z: WALK_SPEED * 0.05 });
    const right = walk({ forward: 1, right: 0, yaw: Math.PI / 2 });
    expect(right.x).toBeCloseTo(WALK_SPEED * 0.05);
    expect(right.z).toBeCloseTo(0);
  });
  test("is as long in every direction, and however large the input claims to be", () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, anyNumber, (forward, right, yaw) => {
        const { x, z } = walk({ forward, right, yaw });
        expect(Math.hypot(x, z)).toBeLessThanOrEqual(WALK_SPEED * 0.05 + 1e-9);
      }),
    );
  });
  test("never leaves the world and never becomes anything but numbers", () => {
    const anywhere = fc.double({ min: -HUB_HALF_SIZE, max: HUB_HALF_SIZE, noNaN: true });
    fc.assert(
      fc.property(anywhere, anywhere, anyNumber, anyNumber, anyNumber, (x, z, forward, right, yaw) => {
        const mover = walk({ forward, right, yaw }, { x, z, yaw: 0 });
        expect(Math.abs(mover.x)).toBeLessThanOrEqual(HUB_HALF_SIZE);
        expect(Math.abs(mover.z)).toBeLessThanOrEqual(HUB_HALF_SIZE);
        expect(Number.isFinite(mover.yaw)).toBe(true);
      }),
    );
  });
});

test("the hub reaches 40 m from its middle, as the contract says", () => {
  expect(halfSizeOf(HUB)).toBe(40);
});
