import { describe, expect, test } from "vitest";
import { labelText } from "../../client/portals/scene/label-text.ts";
import { labelStance } from "../../client/scene/label/label-stance.ts";
import { wrapText } from "../../client/scene/label/wrap-text.ts";

const portal = {
  id: "p",
  x: 0,
  y: 0,
  z: 0,
  rotationY: 0,
  status: "generating" as const,
  title: "A lighthouse",
  detail: "by Ada",
  thumbnailUrl: "",
};
const texts = (...args: Parameters<typeof labelText>) => labelText(...args).map(({ text }) => text);

describe("a portal's label", () => {
  test("says what the user asked for while generating", () => {
    expect(texts(portal)).toEqual(["GENERATING WORLD...", "A lighthouse", "by Ada"]);
  });

  test("says ENTER WORLD when ready", () => {
    expect(texts({ ...portal, status: "ready" })[0]).toBe("ENTER WORLD");
    expect(texts({ ...portal, status: "ready", headline: "WAY BACK" })[0]).toBe("WAY BACK");
  });

  test("gives the reason of an error, before the title, and how to retry", () => {
    const error = texts({ ...portal, status: "error", detail: "The prompt was refused." });
    expect(error.indexOf("The prompt was refused.")).toBe(1);
    expect(error.at(-1)).toContain("RETRY");
    expect(texts({ ...portal, status: "error", detail: "" })[1]).not.toBe("");
  });

  test("leaves out what is empty", () => {
    expect(texts({ ...portal, title: "", detail: "" })).toEqual(["GENERATING WORLD..."]);
  });
});

describe("wrapping text", () => {
  const widthOf = (line: string) => line.length;

  test("breaks at spaces, and never beyond the width", () => {
    expect(wrapText("one two three four", 9, 5, widthOf)).toEqual(["one two", "three", "four"]);
  });

  test("breaks a word that is too long for a line", () => {
    expect(wrapText("see abcdefghijkl ok", 5, 9, widthOf)).toEqual(["see", "abcde", "fghij", "kl ok"]);
  });

  test("ends in … when there is more than fits, still within the width", () => {
    const lines = wrapText("one two three four five", 7, 2, widthOf);
    expect(lines).toEqual(["one two", "three…"]);
    expect(wrapText("abcdefghijkl", 4, 1, widthOf)).toEqual(["abc…"]);
  });

  test("keeps characters of two code units whole", () => {
    expect(wrapText("🌍🌍🌍🌍", 4, 3, widthOf)).toEqual(["🌍🌍", "🌍🌍"]);
  });

  test("of nothing is nothing", () => {
    expect(wrapText("  ", 9, 2, widthOf)).toEqual([]);
  });
});

describe("where a label floats", () => {
  const EYE = 1.7;
  const HEIGHT = 0.9;
  const ABOVE = 3.2;

  test("its upper edge stays in sight of who looks straight ahead, from 1.5 m on", () => {
    for (let distance = 1.5; distance < 60; distance += 0.5) {
      const { bottom, scale } = labelStance(distance, EYE, HEIGHT, ABOVE);
      expect((bottom + HEIGHT * scale - EYE) / distance).toBeLessThan(Math.tan(0.5));
    }
  });

  test("stands above the 3 m high frame from afar and never sinks to the feet", () => {
    expect(labelStance(12, EYE, HEIGHT, ABOVE).bottom).toBeGreaterThan(3);
    expect(labelStance(0.5, EYE, HEIGHT, ABOVE).bottom).toBeGreaterThan(0.5);
  });

  test("grows with the distance, within bounds", () => {
    const scales = [1, 3, 6, 12, 30, 60].map((distance) => labelStance(distance, EYE, HEIGHT, ABOVE).scale);
    expect(scales).toEqual(scales.toSorted((a, b) => a - b));
    expect(scales.at(-1)).toBeLessThanOrEqual(2);
  });
});
