import { describe, expect, test } from "vitest";
import { exhibitsToHold } from "../../client/exhibits/scene/holding.ts";

const none = () => false;
const all = () => true;
const at = (id: string, distance: number) => ({ id, distance });

describe("the exhibits whose models are held", () => {
  test("are those within 25 m, the nearest first", () => {
    expect(exhibitsToHold([at("far", 25.1), at("edge", 25), at("near", 2), at("next", 9)], none)).toEqual([
      "near",
      "next",
      "edge",
    ]);
  });

  test("stay held until they are more than 35 m away, so that walking along the edge loads nothing anew", () => {
    expect(exhibitsToHold([at("a", 35)], all)).toEqual(["a"]);
    expect(exhibitsToHold([at("a", 35.1)], all)).toEqual([]);
  });

  test("are at most 12", () => {
    const many = Array.from({ length: 40 }, (_, i) => at(`e${i}`, 20 - i * 0.1));
    const held = exhibitsToHold(many, none);
    expect(held).toHaveLength(12);
    expect(held[0]).toBe("e39");
    expect(held).not.toContain("e0");
  });

  test("do not change places with one that is hardly nearer when there are too many", () => {
    const held = Array.from({ length: 12 }, (_, i) => at(`held${i}`, 10));
    const isHeld = (id: string) => id.startsWith("held");
    expect(exhibitsToHold([...held, at("a step nearer", 9)], isHeld)).not.toContain("a step nearer");
    expect(exhibitsToHold([...held, at("much nearer", 4)], isHeld)).toContain("much nearer");
  });
});
