import { describe, expect, test } from "vitest";
import { hourOf } from "../../server/sandbox/worlds/hours.ts";
import { placeFor } from "../../server/sandbox/worlds/place.ts";
import { readPrompt } from "../../server/sandbox/worlds/reading.ts";
import { SPAWN_RADIUS } from "../../server/sandbox/worlds/site.ts";
import { sketchWorld } from "../../server/sandbox/worlds/sketch.ts";

describe("a prompt's words choose place and hour", () => {
  test.each([
    ["a quiet forest", "forest", "day"],
    ["Deep WOODS at midnight", "forest", "night"],
    ["jungle, misty morning", "forest", "dawn"],
    ["among ancient trees under a full moon", "forest", "night"],
    ["the Sahara at sunset", "desert", "dusk"],
    ["endless dunes", "desert", "day"],
    ["an oasis beneath the stars", "desert", "night"],
    ["snowy mountains", "snow", "day"],
    ["a frozen lake at dawn", "snow", "dawn"],
    ["arctic night with northern lights", "snow", "night"],
    ["a snowy forest", "snow", "day"],
    ["A snowed-in mountain village under northern lights", "snow", "night"],
    ["a northern valley in the lights of noon", "imagined", "day"],
    ["a library of forgotten songs", "imagined", "day"],
    ["teal and golden hills at twilight", "imagined", "dusk"],
    ["", "imagined", "day"],
    ["森の中", "imagined", "day"],
    ["constructor toString __proto__", "imagined", "day"],
  ])("%j is %s by %s", (prompt, place, hour) => {
    const reading = readPrompt(prompt);
    expect(placeFor(reading).name).toBe(place);
    expect(hourOf(reading.words)).toBe(hour);
  });

  test("a word is only found as a whole: a woodpecker is no wood, iceberg no ice", () => {
    expect(placeFor(readPrompt("a woodpecker on an iceberg")).name).toBe("imagined");
  });

  test("colours are read in the prompt's order, each once", () => {
    const { colours } = readPrompt("Teal towers, golden roofs, teal water, red sky");
    expect(colours).toHaveLength(3);
    expect(colours[0]?.map((value) => Math.round(value * 255))).toEqual([0x1d, 0x8f, 0x8c]);
  });
});

describe.each(["forest", "desert at sunset", "snow at night", "red hills", "an oasis in the desert"])(
  "the world of %j",
  (prompt) => {
    const sketches = [1, 2, 3].map((seed) => sketchWorld({ prompt, seed, splatScale: 0.05 }));

    test("is level around the spawn", () => {
      for (const { terrain } of sketches) {
        for (let turn = 0; turn < 16; turn++) {
          const angle = (turn / 16) * Math.PI * 2;
          for (const away of [0, 3, SPAWN_RADIUS]) {
            expect(terrain.height(Math.sin(angle) * away, Math.cos(angle) * away)).toBeCloseTo(0, 6);
          }
        }
      }
    });

    test("keeps things 5 m from the spawn and its landmark, in front of the player, beyond 10 m", () => {
      for (const { things, site } of sketches) {
        expect(things.length).toBeGreaterThan(10);
        for (const { thing, x, z } of things) expect(Math.hypot(x, z) - thing.footprint).toBeGreaterThan(4);
        for (const { x, z } of things) expect(Math.hypot(x, z)).toBeGreaterThan(5);
        expect(site.landmark.distance).toBeGreaterThan(20);
        expect(site.landmark.z).toBeGreaterThan(20);
      }
    });

    test("has a walkable way to its landmark", () => {
      for (const { terrain, site } of sketches) {
        const { x, z } = site.landmark;
        for (let step = 1; step < 100; step++) {
          const here = terrain.height((x * step) / 100, (z * step) / 100);
          const there = terrain.height((x * (step + 1)) / 100, (z * (step + 1)) / 100);
          const rise = Math.abs(there - here) / (site.landmark.distance / 100);
          expect(rise).toBeLessThan(0.6);
        }
      }
    });

    test("puts its landmark somewhere else for another seed", () => {
      const azimuths = new Set(sketches.map(({ site }) => site.landmark.azimuth));
      expect(azimuths.size).toBe(3);
    });
  },
);
