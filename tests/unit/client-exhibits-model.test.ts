import { NullEngine } from "@babylonjs/core/Engines/nullEngine";
import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { Logger } from "@babylonjs/core/Misc/logger";
import { Scene } from "@babylonjs/core/scene";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { fitting } from "../../client/exhibits/scene/fitting.ts";
import { readModel, type StandingModel } from "../../client/exhibits/scene/glb-model.ts";
import { triangleGlb } from "../support/glb.ts";

// The banner of every engine is no news to anybody.
Logger.LogLevels = Logger.ErrorLogLevel;

let scene: Scene;
beforeEach(() => {
  scene = new Scene(new NullEngine());
});
afterEach(() => scene.getEngine().dispose());

const held = () => ({
  meshes: scene.meshes.length,
  geometries: scene.geometries.length,
  materials: scene.materials.length,
  textures: scene.textures.length,
  nodes: scene.transformNodes.length,
  animations: scene.animationGroups.length,
});

/** Where the model reaches to in the world, in centimetres. */
function reachOf({ root }: StandingModel) {
  root.computeWorldMatrix(true);
  const { min, max } = root.getHierarchyBoundingVectors();
  const inCentimetres = (value: number) => Math.round(value * 100) + 0;
  return { low: min.asArray().map(inCentimetres), high: max.asArray().map(inCentimetres) };
}

/** How many of its corners lie at either end of an axis. */
function tipsOf({ root }: StandingModel, axis: 0 | 2) {
  root.computeWorldMatrix(true);
  const along = root.getChildMeshes().flatMap((mesh) => {
    const matrix = mesh.computeWorldMatrix(true);
    const positions = mesh.getPositionData() ?? [];
    return Array.from({ length: positions.length / 3 }, (_, i) => {
      const corner = Vector3.TransformCoordinates(Vector3.FromArray(positions, i * 3), matrix);
      return corner.asArray()[axis];
    });
  });
  const near = (end: number) => along.filter((value) => Math.abs(value - end) < 0.01).length;
  return { atPlus: near(1), atMinus: near(-1) };
}

describe("a model", () => {
  test("fits into a cube of 2 m and stands on its lowest point, its middle over the origin", async () => {
    const model = await readModel(scene, await triangleGlb([10, 5, 0, 14, 5, 0, 12, 13, 1]));
    expect(reachOf(model)).toEqual({ low: [-50, 0, -12], high: [50, 200, 13] });
  });

  test("has its front, glTF's +z, where the exhibit looks", async () => {
    // A flat arrow: wide behind, its tip towards the file's +z.
    const model = await readModel(scene, await triangleGlb([-1, 0, -2, 1, 0, -2, 0, 0, 2]));
    expect(tipsOf(model, 2)).toEqual({ atPlus: 1, atMinus: 2 });
    model.root.rotation.y = Math.PI / 2;
    expect(tipsOf(model, 0)).toEqual({ atPlus: 1, atMinus: 2 });
  });

  test("leaves nothing behind when it is let go, however often it comes back", async () => {
    const picture = await sharp({ create: { width: 2, height: 2, channels: 3, background: "red" } })
      .png()
      .toBuffer();
    const file = await triangleGlb([0, 0, 0, 1, 0, 0, 0, 1, 0], picture);
    (await readModel(scene, file)).dispose();
    const before = held();
    for (const round of [1, 2, 3]) {
      const model = await readModel(scene, file);
      expect({ round, ...held() }).not.toEqual({ round, ...before });
      model.dispose();
      expect({ round, ...held() }).toEqual({ round, ...before });
    }
  });

  test.each([
    ["is no such file", async () => new TextEncoder().encode("not a model at all").buffer],
    ["has no size", () => triangleGlb([1, 1, 1, 1, 1, 1, 1, 1, 1])],
  ])("that %s is an error and leaves nothing behind", async (_what, file) => {
    // The first model brings what all of them share.
    (await readModel(scene, await triangleGlb([0, 0, 0, 1, 0, 0, 0, 1, 0]))).dispose();
    const before = held();
    await expect(readModel(scene, await file())).rejects.toThrow();
    expect(held()).toEqual(before);
  });
});

test("nothing fits that reaches nowhere or beyond all numbers", () => {
  expect(fitting([0, 0, 0], [0, 0, 0])).toBeNull();
  expect(fitting([0, 0, 0], [Number.POSITIVE_INFINITY, 0, 0])).toBeNull();
  expect(fitting([Number.NaN, 0, 0], [1, 1, 1])).toBeNull();
  expect(fitting([1, -3, 0], [3, 5, 2])).toEqual({ scale: 0.25, offset: [-0.5, 0.75, -0.25] });
});
