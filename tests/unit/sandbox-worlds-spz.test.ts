import createSpzModule from "@adobe/spz";
import { describe, expect, test } from "vitest";
import { storeRotation } from "../../server/sandbox/worlds/orientation.ts";
import { bell, between, randomFor } from "../../server/sandbox/worlds/random.ts";
import { createSplatCloud, type SplatCloud } from "../../server/sandbox/worlds/splat-cloud.ts";
import { writeSpz } from "../../server/sandbox/worlds/spz.ts";
import { unit } from "../../server/sandbox/worlds/vector.ts";

const COUNT = 4000;
const HARMONIC = 0.28209479177387814;

function anyCloud(): SplatCloud {
  const cloud = createSplatCloud(COUNT);
  const random = randomFor("spz");
  for (let index = 0; index < COUNT; index++) {
    cloud.centres.set([between(random, -90, 90), between(random, -5, 40), between(random, -90, 90)], index * 3);
    cloud.sigmas.set([between(random, 0.006, 2), between(random, 0.006, 0.1), between(random, 0.01, 3)], index * 3);
    cloud.colours.set([random(), random(), between(random, 0.1, 1.3)], index * 3);
    cloud.opacities[index] = random();
    const axis = unit([bell(random), bell(random), bell(random)]);
    storeRotation(cloud.rotations, index * 4, index === 0 ? [0, -1, 0] : axis, random() * 7);
  }
  cloud.count = COUNT;
  return cloud;
}

async function readBack(bytes: Uint8Array) {
  const spz = await createSpzModule({ print: () => undefined, printErr: () => undefined });
  return spz.loadSpzFromBuffer(bytes, { to: spz.CoordinateSystem.UNSPECIFIED });
}

function worst(count: number, errorOf: (index: number) => number): number {
  let greatest = 0;
  for (let index = 0; index < count; index++) greatest = Math.max(greatest, errorOf(index));
  return greatest;
}

describe("an .spz file, read by the format's own library", () => {
  const cloud = anyCloud();
  const at = (array: Float32Array, index: number) => array[index] ?? Number.NaN;

  test("holds every splat, without spherical harmonics", async () => {
    const read = await readBack(writeSpz(cloud));
    expect(read.numPoints).toBe(COUNT);
    expect(read.shDegree).toBe(0);
  });

  test("keeps centres to a quarter of a millimetre, with y pointing down", async () => {
    const read = await readBack(writeSpz(cloud));
    const errorOf = (index: number) =>
      Math.abs(at(read.positions, index) - at(cloud.centres, index) * (index % 3 === 1 ? -1 : 1));
    expect(worst(COUNT * 3, errorOf)).toBeLessThan(0.00025);
  });

  test("keeps sizes to 3.5 %, colours and opacities to half a percent", async () => {
    const read = await readBack(writeSpz(cloud));
    const sizeError = (index: number) => Math.abs(Math.exp(at(read.scales, index)) / at(cloud.sigmas, index) - 1);
    const colourError = (index: number) => Math.abs(0.5 + HARMONIC * at(read.colors, index) - at(cloud.colours, index));
    const opacityError = (index: number) =>
      Math.abs(1 / (1 + Math.exp(-at(read.alphas, index))) - at(cloud.opacities, index));
    expect(worst(COUNT * 3, sizeError)).toBeLessThan(0.035);
    expect(worst(COUNT * 3, colourError)).toBeLessThan(0.005);
    expect(worst(COUNT, opacityError)).toBeLessThan(0.005);
  });

  test("keeps rotations to a quarter of a degree, mirrored along with y", async () => {
    const read = await readBack(writeSpz(cloud));
    const degreesOff = (index: number) => {
      let along = 0;
      for (const [axis, sign] of [-1, 1, -1, 1].entries()) {
        along += at(read.rotations, index * 4 + axis) * at(cloud.rotations, index * 4 + axis) * sign;
      }
      return (2 * Math.acos(Math.min(1, Math.abs(along))) * 180) / Math.PI;
    };
    expect(worst(COUNT, degreesOff)).toBeLessThan(0.25);
  });
});

test("a rotation takes +y to the axis it was made for", () => {
  const random = randomFor("axis");
  for (let round = 0; round < 200; round++) {
    const axis = unit([bell(random), bell(random), bell(random)]);
    const rotation = new Float32Array(4);
    storeRotation(rotation, 0, axis, random() * 7);
    const [x = 0, y = 0, z = 0, w = 0] = rotation;
    const turned = [2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)];
    for (const [order, value] of turned.entries()) expect(value).toBeCloseTo(axis[order] ?? Number.NaN, 4);
  }
});
