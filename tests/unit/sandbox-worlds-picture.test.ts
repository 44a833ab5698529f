import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { hslOf, type Rgb } from "../../server/sandbox/worlds/colour.ts";
import { lookOf, type PictureLook } from "../../server/sandbox/worlds/picture-look.ts";
import { hourIn } from "../../server/sandbox/worlds/picture-reading.ts";
import { placeFor } from "../../server/sandbox/worlds/place.ts";
import { readPrompt } from "../../server/sandbox/worlds/reading.ts";
import type { Scenery } from "../../server/sandbox/worlds/scenery.ts";
import { sketchWorld } from "../../server/sandbox/worlds/sketch.ts";
import { landscape } from "../support/landscapes.ts";

async function look(file: Buffer): Promise<PictureLook> {
  const found = await lookOf(file);
  if (found === null) throw new Error("It was not taken for a picture.");
  return found;
}

describe("what is taken from a picture", () => {
  test.each([
    ["redDesert", "desert", "dusk"],
    ["blueSnow", "snow", "day"],
    ["greenWood", "forest", "day"],
    ["nightField", "imagined", "night"],
    ["greyRoom", "imagined", "day"],
  ] as const)("%s is %s by %s, where the words name neither", async (name, place, hour) => {
    const seen = await look(await landscape(name));
    expect(placeFor(readPrompt("a quiet valley"), seen).name).toBe(place);
    expect(hourIn(seen)).toBe(hour);
  });

  test("what the words name comes first: place and hour", async () => {
    const picture = await look(await landscape("redDesert"));
    const { scenery } = sketchWorld({ prompt: "a snowy forest at night", seed: 1, splatScale: 0.02, picture });
    expect(scenery.caption).toMatch(/^A snowy valley under northern lights.* in the colours of a picture\.$/);
  });

  test("the sky is the picture's upper part and the ground its lower one", async () => {
    const { zenith, horizon, ground } = await look(await landscape("blueSnow"));
    expect(hslOf(zenith)[2]).toBeLessThan(hslOf(horizon)[2]);
    expect(hslOf(ground)[2]).toBeGreaterThan(0.8);
    expect(hslOf(zenith)[0]).toBeCloseTo(0.6, 1);
  });

  test("is seen in the world: in its sky, far away and on the ground", async () => {
    const picture = await look(await landscape("redDesert"));
    const order = { prompt: "a snowy valley at night", seed: 1, splatScale: 0.02 };
    const [plain, toned] = [sketchWorld(order).scenery, sketchWorld({ ...order, picture }).scenery];
    const redness = ([red, , blue]: Rgb): number => red - blue;
    const point = { at: [12, 0, 9] as const, slope: 0, path: 5, random: () => 0.5 };
    for (const colourOf of [
      ({ sky }: Scenery) => sky.zenith,
      ({ sky }: Scenery) => sky.middle,
      ({ sky }: Scenery) => sky.horizon,
      ({ sky }: Scenery) => sky.clouds.shade,
      ({ sky }: Scenery) => sky.ridges[0]?.colour ?? [0, 0, 0],
      ({ ground }: Scenery) => ground.colour(point),
      ({ light }: Scenery) => light.skyColour,
      ({ light }: Scenery) => light.bounceColour,
    ]) {
      expect(redness(colourOf(toned))).toBeGreaterThan(redness(colourOf(plain)) + 0.1);
    }
  });

  test("leading colours are found where there are some, the strongest first", async () => {
    const [first] = (await look(await landscape("redDesert"))).leading;
    const [hue = 1] = first ? hslOf(first) : [];
    expect(Math.min(hue, 1 - hue)).toBeLessThan(0.06);
    expect((await look(await landscape("greyRoom"))).leading).toEqual([]);
  });

  test("is the same for grey, transparent and turned pictures as for what they show", async () => {
    const file = await landscape("greyRoom");
    const grey = await look(await sharp(file).toColourspace("b-w").png().toBuffer());
    expect(grey.ground[0]).toBeCloseTo((await look(file)).ground[0], 1);
    const nothing = { create: { width: 8, height: 8, channels: 4 as const, background: "#00000000" } };
    expect((await look(await sharp(nothing).png().toBuffer())).ground).toEqual([1, 1, 1]);
    const upright = await landscape("blueSnow");
    const turned = await sharp(upright).rotate(180).withMetadata({ orientation: 3 }).jpeg({ quality: 100 }).toBuffer();
    expect((await look(turned)).zenith[0]).toBeCloseTo((await look(upright)).zenith[0], 1);
  });

  test.each(["", "no picture", "\u0089PNG\r\n", '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'])(
    "%j is no picture",
    async (text) => {
      expect(await lookOf(Buffer.from(text, "latin1"))).toBeNull();
    },
  );
});

test("without a picture the same order sketches what it always did", () => {
  const order = { prompt: "a forest at dusk", seed: 3, splatScale: 0.02 };
  expect(sketchWorld(order).scenery.caption).not.toContain("picture");
});
