import { describe, expect, test } from "vitest";
import { EXHIBIT_SPACING, EXHIBITS_PER_PLAYER, EXHIBITS_PER_WORLD } from "../../contract/limits.ts";
import type { ExhibitRow } from "../../server/exhibits/exhibit.ts";
import { checkRoom, checkSpot } from "../../server/exhibits/placing.ts";

const standing = (different: Partial<ExhibitRow> = {}): ExhibitRow => ({
  id: "e1",
  worldId: "hub",
  x: 0,
  y: 0,
  z: 0,
  rotationY: 0,
  scale: 1,
  kind: "model",
  generationId: 1,
  subject: null,
  name: "A cup",
  createdBy: "grace",
  createdAt: 0,
  updatedAt: 0,
  ...different,
});
const crowd = (size: number, createdBy: string) => Array.from({ length: size }, () => standing({ createdBy }));

describe("an exhibit stands", () => {
  test.each([
    ["out of bounds", "hub", { x: 40.1, y: 0, z: 0 }, []],
    ["below the hub's ground", "hub", { x: 0, y: -0.1, z: 0 }, []],
    ["in another one", "hub", { x: EXHIBIT_SPACING - 0.01, y: 0, z: 0 }, [standing()]],
  ] as const)("not %s", (_where, worldId, spot, others) => {
    expect(() => checkSpot(worldId, spot, others)).toThrow(expect.objectContaining({ code: "bad_place" }));
  });

  test.each([
    ["beside another one", "hub", { x: EXHIBIT_SPACING, y: 0, z: 0 }, [standing()]],
    ["above another one", "hub", { x: 0, y: EXHIBIT_SPACING, z: 0 }, [standing()]],
    ["at the edge", "hub", { x: -40, y: 0, z: 40 }, []],
    ["in the valleys of generated worlds", "w1", { x: 0, y: -20, z: 100 }, []],
  ] as const)("%s", (_where, worldId, spot, others) => {
    expect(() => checkSpot(worldId, spot, others)).not.toThrow();
  });
});

describe("a world has room", () => {
  test("for so many of one player, and then for others' still", () => {
    const many = crowd(EXHIBITS_PER_PLAYER, "ada");
    expect(() => checkRoom("ada", many.slice(1))).not.toThrow();
    expect(() => checkRoom("ada", many)).toThrow(expect.objectContaining({ code: "over_budget" }));
    expect(() => checkRoom("grace", many)).not.toThrow();
  });

  test("for so many of all players", () => {
    const full = crowd(EXHIBITS_PER_WORLD, "linus");
    expect(() => checkRoom("ada", full.slice(1))).not.toThrow();
    expect(() => checkRoom("ada", full)).toThrow(expect.objectContaining({ code: "over_budget" }));
  });
});
