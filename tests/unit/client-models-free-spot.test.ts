import { expect, test } from "vitest";
import { freeSpot } from "../../client/models/free-spot.ts";

const ahead = (metres: number) => ({ x: 1, y: 0.5, z: metres, rotationY: 3 });

test("a model stands in front of the player, farther off while something stands there, on the ground there", () => {
  expect(freeSpot(ahead, [])).toEqual(ahead(3.8));
  expect(freeSpot(ahead, [{ x: 2, z: 3.8 }]).z).toBeCloseTo(6.2);
  expect(
    freeSpot(ahead, [
      { x: 1, z: 3.8 },
      { x: 1, z: 6.2 },
    ]).z,
  ).toBeCloseTo(8.6);
  expect(freeSpot(ahead, [{ x: 4, z: 3.8 }])).toEqual(ahead(3.8));
});

test("where everything is taken it stands in front of the player all the same", () => {
  const row = Array.from({ length: 40 }, (_, i) => ({ x: 1, z: i }));
  expect(freeSpot(ahead, row)).toEqual(ahead(3.8));
});
