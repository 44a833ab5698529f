import { describe, expect, test } from "vitest";
import { turned } from "../../client/scene/controls/heading.ts";
import { directionsOf } from "../../client/scene/controls/walking-keys.ts";
import { stickDirections } from "../../client/scene/controls/walking-stick.ts";

describe("walking keys", () => {
  test("WASD and the arrows lead the same ways", () => {
    for (const [codes, way] of [
      [["KeyW", "ArrowUp"], { forward: 1, right: 0 }],
      [["KeyS", "ArrowDown"], { forward: -1, right: 0 }],
      [["KeyA", "ArrowLeft"], { forward: 0, right: -1 }],
      [["KeyD", "ArrowRight"], { forward: 0, right: 1 }],
    ] as const) {
      for (const code of codes) expect(directionsOf([code])).toEqual(way);
    }
  });

  test("add up to diagonals, and opposite ones cancel out", () => {
    expect(directionsOf(["KeyW", "ArrowRight"])).toEqual({ forward: 1, right: 1 });
    expect(directionsOf(["KeyW", "KeyS", "KeyA"])).toEqual({ forward: 0, right: -1 });
    expect(directionsOf(["KeyW", "ArrowUp"])).toEqual({ forward: 1, right: 0 });
    expect(directionsOf(["KeyX"])).toEqual({ forward: 0, right: 0 });
  });
});

describe("a finger that walks", () => {
  test("leads in eight directions, up the screen being forward", () => {
    expect(stickDirections(0, -60)).toEqual({ forward: 1, right: 0 });
    expect(stickDirections(50, -50)).toEqual({ forward: 1, right: 1 });
    expect(stickDirections(-60, 5)).toEqual({ forward: 0, right: -1 });
    expect(stickDirections(-50, 40)).toEqual({ forward: -1, right: -1 });
  });

  test("stands still until it has moved a little", () => {
    expect(stickDirections(0, 0)).toEqual({ forward: 0, right: 0 });
    expect(stickDirections(9, -9)).toEqual({ forward: 0, right: 0 });
  });
});

describe("the heading", () => {
  test("stays between -π and π however often one turns around", () => {
    let heading = { yaw: 0, pitch: 0 };
    for (let i = 0; i < 100; i++) heading = turned(heading, 0.5, 0);
    expect(Math.abs(heading.yaw)).toBeLessThanOrEqual(Math.PI);
    expect(Math.sin(heading.yaw)).toBeCloseTo(Math.sin(50));
    expect(Math.cos(heading.yaw)).toBeCloseTo(Math.cos(50));
  });

  test("does not tip over", () => {
    expect(turned({ yaw: 0, pitch: 1.4 }, 0, 2).pitch).toBeLessThan(Math.PI / 2);
    expect(turned({ yaw: 0, pitch: 0 }, 0, -9).pitch).toBeGreaterThan(-Math.PI / 2);
  });
});
