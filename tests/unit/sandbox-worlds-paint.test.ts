import { NodeIO } from "@gltf-transform/core";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { paintWorld } from "../../server/sandbox/worlds/paint.ts";
import type { Pano } from "../../server/sandbox/worlds/pano.ts";
import { lookAt } from "../../server/sandbox/worlds/projection.ts";
import { type Sketch, sketchWorld } from "../../server/sandbox/worlds/sketch.ts";
import type { SplatCloud } from "../../server/sandbox/worlds/splat-cloud.ts";
import { renderSplats } from "../../server/sandbox/worlds/splat-renderer.ts";
import { paintTier, tierSplats } from "../../server/sandbox/worlds/tier.ts";

const SMALL = 0.05;
const FILES = ["100k", "500k", "collider", "pano", "thumbnail"] as const;

describe("painting a world", () => {
  test("gives the same bytes for the same prompt and seed, and others for another seed or prompt", async () => {
    const order = { prompt: "a forest by a pond", seed: 7, splatScale: SMALL };
    const [first, again, seeded, worded] = await Promise.all([
      paintWorld(order),
      paintWorld(order),
      paintWorld({ ...order, seed: 8 }),
      paintWorld({ ...order, prompt: "a forest by the pond" }),
    ]);
    for (const file of FILES) {
      expect(Buffer.compare(first.files[file], again.files[file])).toBe(0);
      expect(Buffer.compare(first.files[file], seeded.files[file])).not.toBe(0);
      expect(Buffer.compare(first.files[file], worded.files[file])).not.toBe(0);
    }
    expect(first.caption).toBe(again.caption);
  });

  test("gives pictures of the promised kind and size", async () => {
    const { caption, files } = await paintWorld({ prompt: "snow", seed: 1, splatScale: SMALL });
    expect(caption).toMatch(/^[A-Z].*snow.*\.$/i);
    expect(await sharp(files.pano).metadata()).toMatchObject({ format: "jpeg", width: 1024, height: 512 });
    expect(await sharp(files.thumbnail).metadata()).toMatchObject({ format: "webp", width: 480, height: 270 });
    const { channels } = await sharp(files.thumbnail).stats();
    for (const { stdev } of channels) expect(stdev).toBeGreaterThan(12);
  });

  test.each([0, -1, 1.01, Number.NaN])("refuses a splatScale of %d", async (splatScale) => {
    await expect(paintWorld({ prompt: "snow", seed: 1, splatScale })).rejects.toThrow(RangeError);
  });
});

describe("the collider", () => {
  test("has the terrain's height at every vertex, in the splat file's frame, facing up", async () => {
    const order = { prompt: "desert", seed: 5, splatScale: SMALL };
    const { terrain } = sketchWorld(order);
    const { files } = await paintWorld(order);
    const document = await new NodeIO().readBinary(files.collider);
    const [mesh] = document.getRoot().listMeshes();
    const [primitive] = mesh?.listPrimitives() ?? [];
    const positions = primitive?.getAttribute("POSITION");
    const indices = primitive?.getIndices();
    if (!positions || !indices) throw new Error("The collider has no mesh.");
    expect(positions.getCount()).toBeGreaterThan(5000);
    const vertex = (index: number) => {
      const [x = 0, y = 0, z = 0] = positions.getElement(index, []);
      return { x, y, z };
    };
    const errors: number[] = [];
    const xs: number[] = [];
    for (let index = 0; index < positions.getCount(); index++) {
      const { x, y, z } = vertex(index);
      errors.push(Math.abs(y + terrain.height(x, z)));
      xs.push(x);
    }
    expect(extent(errors)[1]).toBeLessThan(0.001);
    expect(extent(xs)[0]).toBeCloseTo(-terrain.radius, 3);
    expect(extent(xs)[1]).toBeCloseTo(terrain.radius, 3);
    const upward: number[] = [];
    for (let triangle = 0; triangle < indices.getCount(); triangle += 3) {
      const [a, b, c] = [0, 1, 2].map((corner) => vertex(indices.getScalar(triangle + corner)));
      if (!a || !b || !c) throw new Error("A triangle has three corners.");
      upward.push((b.z - a.z) * (c.x - a.x) - (b.x - a.x) * (c.z - a.z));
    }
    // The file's y points down, so a face that looks up in the world has a normal of negative y.
    expect(extent(upward)[1]).toBeLessThan(0);
  });
});

describe.each(["forest", "desert", "snow at night", "purple hills"])("the splats of %j", (prompt) => {
  test("stay within their budget and use nearly all of it", () => {
    const order = { prompt, seed: 2, splatScale: SMALL };
    const sketch = sketchWorld(order);
    for (const full of [100_000, 500_000]) {
      const cloud = paintTier(sketch, tierSplats(order, full));
      expect(cloud.count).toBeLessThanOrEqual(full * SMALL);
      expect(cloud.count).toBeGreaterThan(full * SMALL * 0.85);
    }
  });

  test("are sound numbers: unit rotations, positive sizes, colours the file can hold", () => {
    const cloud = paintTier(sketchWorld({ prompt, seed: 3, splatScale: SMALL }), 25_000);
    const lengths: number[] = [];
    for (let index = 0; index < cloud.count; index++) {
      const [x = 0, y = 0, z = 0, w = 0] = cloud.rotations.subarray(index * 4, index * 4 + 4);
      lengths.push(Math.hypot(x, y, z, w));
    }
    const [shortest, longest] = extent(lengths);
    expect(shortest).toBeCloseTo(1, 4);
    expect(longest).toBeCloseTo(1, 4);
    const [thinnest, widest] = extent(cloud.sigmas.subarray(0, cloud.count * 3));
    expect(thinnest).toBeGreaterThan(0.0005);
    expect(widest).toBeLessThan(20);
    const [darkest, brightest] = extent(cloud.colours.subarray(0, cloud.count * 3));
    expect(darkest).toBeGreaterThanOrEqual(0);
    expect(brightest).toBeLessThan(1.44);
    const [lowest, farthest] = extent(cloud.centres.subarray(0, cloud.count * 3));
    expect(lowest).toBeGreaterThan(-150);
    expect(farthest).toBeLessThan(150);
  });

  test("leave no hole in the ground, seen from eye height", () => {
    const order = { prompt, seed: 4, splatScale: SMALL };
    const sketch = sketchWorld(order);
    for (const full of [100_000, 500_000]) {
      expect(leakingShare(sketch, paintTier(sketch, tierSplats(order, full)))).toBeLessThan(0.0005);
    }
  });
});

test("a tier has a floor of 3000 splats, however small the world", () => {
  expect(tierSplats({ prompt: "", seed: 0, splatScale: 0.001 }, 100_000)).toBe(3000);
  expect(tierSplats({ prompt: "", seed: 0, splatScale: 1 }, 500_000)).toBe(500_000);
});

/** Least and greatest; NaN for both if one of them is. */
function extent(values: Iterable<number>): readonly [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/**
 * Share of the pixels below the horizon through which more than a tenth of the sky is seen: the picture is made before
 * a black sky and before a white one, and what differs is what leaked.
 */
function leakingShare(sketch: Sketch, cloud: SplatCloud): number {
  const [width, height] = [192, 108];
  const [black, white] = [0, 255].map((value): Pano => {
    return { width: 4, height: 2, pixels: new Uint8Array(24).fill(value) };
  });
  if (!black || !white) throw new Error("There are two skies.");
  let leaking = 0;
  let seen = 0;
  for (let turn = 0; turn < 4; turn++) {
    const angle = (turn / 4) * Math.PI * 2 + sketch.site.landmark.azimuth;
    const camera = lookAt([0, 1.7, 0], [Math.sin(angle) * 5, 0.6, Math.cos(angle) * 5], 0.9);
    const dark = renderSplats(cloud, black, camera, width, height);
    const bright = renderSplats(cloud, white, camera, width, height);
    // The camera looks 12° down: from the middle row on there is only ground, out to 8 m.
    for (let index = (height / 2) * width * 3; index < dark.length; index += 3) {
      seen++;
      if ((bright[index] ?? 0) - (dark[index] ?? 0) > 25) leaking++;
    }
  }
  return leaking / seen;
}
