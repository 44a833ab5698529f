import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { makeModel } from "../../server/sandbox/models/make-model.ts";
import { boundsAlong, type GlbMesh, readGlb } from "../support/glb-mesh.ts";
import { bottle, bust, mugCutOut, mugOnWhite, nothing, scene } from "../support/test-pictures.ts";

type Rgb = readonly [red: number, green: number, blue: number];

const PALE_BADGE: Rgb = [0xff, 0xf0, 0xc9];
const GREEN_WALL: Rgb = [0x9d, 0xb8, 0xa8];
const WHITE: Rgb = [255, 255, 255];

/** A vertex with the colour that the texture has there. */
interface Spot {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Towards the front 1, towards the back -1. */
  readonly facing: number;
  readonly colour: Rgb;
}

interface Model {
  readonly mesh: GlbMesh;
  readonly spots: readonly Spot[];
}

const models = new Map<() => Promise<Buffer>, Promise<Model>>();

/** Made once for all tests that look at it. */
function modelOf(draw: () => Promise<Buffer>): Promise<Model> {
  const model = models.get(draw) ?? draw().then(look);
  models.set(draw, model);
  return model;
}

async function look(picture: Buffer): Promise<Model> {
  const mesh = await readGlb((await makeModel({ picture, faceLimit: null })).files.model);
  const image = sharp(mesh.texture.getImage() ?? new Uint8Array());
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const spots = mesh.positions.map(([x, y, z], index): Spot => {
    const [u = 0, v = 0] = mesh.uvs[index] ?? [];
    const at = (Math.floor(v * info.height) * info.width + Math.floor(u * info.width)) * 3;
    const colour: Rgb = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    return { x, y, z, facing: mesh.normals[index]?.[2] ?? 0, colour };
  });
  return { mesh, spots };
}

function isLike([red, green, blue]: Rgb, [r, g, b]: Rgb): boolean {
  return Math.hypot(red - r, green - g, blue - b) < 45;
}

/** How many triangles lie before and behind a place of the front view. */
function layersAt({ positions, triangles }: GlbMesh, x: number, y: number): number {
  return triangles.filter((corners) => {
    const sides = corners.map((corner, index) => {
      const [ax = 0, ay = 0] = positions[corner] ?? [];
      const [bx = 0, by = 0] = positions[corners[(index + 1) % 3] ?? 0] ?? [];
      return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    });
    return sides.every((side) => side > 0) || sides.every((side) => side < 0);
  }).length;
}

describe("an object", () => {
  test("shows its picture on the front, in place, and nothing of the backdrop on its outline", async () => {
    const { spots } = await modelOf(bust);
    const front = spots.filter(({ facing }) => facing > 0.8);
    const face = front.filter(({ x, y }) => Math.hypot(x, y - 0.72) < 0.12);
    const chest = front.filter(({ x, y }) => Math.hypot(x, y - 0.15) < 0.1);
    expect(face.length).toBeGreaterThan(20);
    expect(chest.length).toBeGreaterThan(20);
    expect(face.every(({ colour }) => isLike(colour, [0xe3, 0xb4, 0x8f]))).toBe(true);
    expect(chest.every(({ colour }) => isLike(colour, [0x3b, 0x4a, 0x7a]))).toBe(true);
    expect(spots.filter(({ colour }) => isLike(colour, GREEN_WALL))).toEqual([]);
  });

  test("does not show the front's badge on its back, but keeps the colour it has all around", async () => {
    const { spots } = await modelOf(mugCutOut);
    const [front, back] = [spots.filter(({ facing }) => facing > 0.5), spots.filter(({ facing }) => facing < -0.5)];
    expect(front.filter(({ colour }) => isLike(colour, PALE_BADGE)).length).toBeGreaterThan(30);
    expect(back.filter(({ colour }) => isLike(colour, PALE_BADGE))).toEqual([]);
    const red = back.filter(({ colour: [r, g, b] }) => r > 120 && g < 110 && b < 120);
    expect(red.length).toBeGreaterThan(back.length * 0.9);
  });

  test("that is cut out has its holes, and is two layers thick elsewhere", async () => {
    const { mesh } = await modelOf(mugCutOut);
    const [left, right] = boundsAlong(mesh, 0);
    // In the picture the mug is 674 wide from 142 on, and 609 high from 102 on.
    const place = (px: number, py: number) =>
      [left + ((px - 142) / 674) * (right - left), 1 - (py - 102) / 609] as const;
    expect(layersAt(mesh, ...place(685, 420))).toBe(0);
    expect(layersAt(mesh, ...place(395.3, 420.7))).toBe(2);
  });

  test("has a white backdrop taken away, whatever the format", async () => {
    const { spots } = await modelOf(mugOnWhite);
    // What shows through the handle cannot be told from a white part.
    const beside = spots.filter(({ x, colour }) => x < 0.1 && isLike(colour, WHITE));
    expect(beside.filter(({ y }) => y < 0.25 || y > 0.8)).toEqual([]);
  });

  test("is round where it is long: a bottle is about as deep as wide", async () => {
    const { mesh } = await modelOf(bottle);
    const belly = { ...mesh, positions: mesh.positions.filter(([, y]) => y > 0.2 && y < 0.4) };
    const neck = { ...mesh, positions: mesh.positions.filter(([, y]) => y > 0.82 && y < 0.92) };
    for (const part of [belly, neck]) {
      const [[left, right], [back, front]] = [boundsAlong(part, 0), boundsAlong(part, 2)];
      expect((front - back) / (right - left)).toBeGreaterThan(0.8);
      expect((front - back) / (right - left)).toBeLessThan(1.2);
    }
  });

  test.each([
    ["the picture's edge cut off", bust],
    ["stands on its bottom", bottle],
  ])("that %s ends in a flat face on the ground", async (_what, draw) => {
    const { mesh } = await modelOf(draw);
    const onGround = { ...mesh, positions: mesh.positions.filter(([, y]) => y === 0) };
    const [[left, right], [back, front]] = [boundsAlong(onGround, 0), boundsAlong(onGround, 2)];
    const [outerLeft, outerRight] = boundsAlong(mesh, 0);
    expect(right - left).toBeGreaterThan((outerRight - outerLeft) * 0.6);
    expect(front - back).toBeGreaterThan((right - left) * 0.4);
    const down = mesh.normals.filter((normal, index) => normal[1] < -0.99 && mesh.positions[index]?.[1] === 0);
    expect(down.length).toBeGreaterThan(20);
  });
});

describe("a picture without an object", () => {
  test.each([
    ["a scene", scene, 1200 / 800],
    ["one colour", nothing, 1],
  ] as const)("%s becomes a thin plaque with a frame", async (_what, draw, aspect) => {
    const { mesh } = await modelOf(draw);
    const [left, right] = boundsAlong(mesh, 0);
    const [ground, top] = boundsAlong(mesh, 1);
    const [back, front] = boundsAlong(mesh, 2);
    // The frame is as wide on all sides, which brings the shape closer to a square.
    expect((right - left) / (top - ground)).toBeGreaterThanOrEqual(1 + (aspect - 1) * 0.8);
    expect((right - left) / (top - ground)).toBeLessThanOrEqual(aspect);
    expect(front - back).toBeLessThan(0.15);
  });

  test("its plaque shows the whole picture, and not its back", async () => {
    const { mesh, spots } = await modelOf(scene);
    const [left, right] = boundsAlong(mesh, 0);
    const colourNear = (x: number, y: number, facing: number) => {
      const near = spots.filter((spot) => spot.facing * facing > 0.7);
      const at = left + x * (right - left);
      return near.toSorted((a, b) => Math.hypot(a.x - at, a.y - y) - Math.hypot(b.x - at, b.y - y))[0]?.colour ?? WHITE;
    };
    expect(isLike(colourNear(0.5, 0.88, 1), [0x2e, 0x56, 0x92])).toBe(true);
    expect(isLike(colourNear(0.5, 0.12, 1), [0xb0, 0x3a, 0x2e])).toBe(true);
    expect(isLike(colourNear(0.5, 0.12, -1), [0xb0, 0x3a, 0x2e])).toBe(false);
  });
});
