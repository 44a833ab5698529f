import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { indexGround } from "../../client/scene/generated-world/ground-index.ts";
import { settled } from "../../client/scene/settling.ts";

/** Two triangles over the square from (-size, -size) to (size, size), at a height given by x and z. */
function square(size: number, height: (x: number, z: number) => number): number[] {
  const corner = (x: number, z: number) => [x, height(x, z), z];
  const [a, b, c, d] = [corner(-size, -size), corner(size, -size), corner(size, size), corner(-size, size)];
  return [...a, ...b, ...c, ...a, ...c, ...d];
}
const indexed = (...squares: number[][]) => indexGround(new Float32Array(squares.flat()));

describe("the ground under somebody", () => {
  test("is the height of the slope there", () => {
    const slope = (x: number, z: number) => 0.3 * x - 0.2 * z + 1;
    const ground = indexed(square(50, slope));
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        (x, z) => {
          expect(ground.under(x, z, 0)).toBeCloseTo(slope(x, z), 3);
        },
      ),
    );
  });

  test("has no seams: every spot of a fine terrain has a height", () => {
    const bumps = (x: number, z: number) => Math.sin(x) + Math.cos(z * 1.3);
    const cells = [];
    for (let x = -10; x < 10; x += 0.7) {
      for (let z = -10; z < 10; z += 0.7) {
        const corner = (u: number, v: number) => [u, bumps(u, v), v];
        cells.push([...corner(x, z), ...corner(x + 0.7, z), ...corner(x + 0.7, z + 0.7)]);
        cells.push([...corner(x, z), ...corner(x + 0.7, z + 0.7), ...corner(x, z + 0.7)]);
      }
    }
    const ground = indexed(...cells);
    fc.assert(
      fc.property(
        fc.double({ min: -10, max: 10, noNaN: true }),
        fc.double({ min: -10, max: 10, noNaN: true }),
        (x, z) => {
          const height = ground.under(x, z, 5);
          expect(height).not.toBeNull();
          expect(Math.abs((height ?? 99) - bumps(x, z))).toBeLessThan(0.35);
        },
      ),
    );
  });

  test("is the floor, not the roof above it", () => {
    const house = indexed(
      square(5, () => 0),
      square(5, () => 3),
    );
    expect(house.under(1, 1, 0)).toBe(0);
    expect(house.under(1, 1, 3)).toBe(3);
  });

  test("a step of a metre is climbed, a wall of two is not", () => {
    const step = (height: number) =>
      indexed(
        square(5, () => 0),
        square(1, () => height),
      );
    expect(step(1).under(0, 0, 0)).toBe(1);
    expect(step(2).under(0, 0, 0)).toBe(0);
  });

  test("is above who would stand under all of it", () => {
    expect(indexed(square(5, () => 7)).under(0, 0, 0)).toBe(7);
  });

  test("is nothing beside the mesh, under an upright wall and without any triangles", () => {
    expect(indexed(square(5, () => 0)).under(5.1, 0, 0)).toBeNull();
    expect(indexed([0, 0, 0, 0, 4, 0, 0, 4, 4]).under(0, 2, 0)).toBeNull();
    expect(indexed().under(0, 0, 0)).toBeNull();
  });
});

describe("the height that the eye follows", () => {
  test("comes to the ground without passing it, whatever the frame rate", () => {
    for (const seconds of [1 / 120, 1 / 30, 0.1]) {
      let height = 0;
      for (let elapsed = 0; elapsed < 1; elapsed += seconds) {
        const next = settled(height, 0.5, seconds);
        expect(next).toBeGreaterThanOrEqual(height);
        height = next;
      }
      expect(height).toBeGreaterThan(0.499);
      expect(height).toBeLessThanOrEqual(0.5);
    }
  });

  test("does not glide through another place", () => {
    expect(settled(0, 12, 1 / 60)).toBe(12);
    expect(settled(0, -12, 1 / 60)).toBe(-12);
  });
});
