import { NullEngine } from "@babylonjs/core/Engines/nullEngine";
import { Logger } from "@babylonjs/core/Misc/logger";
import { Scene } from "@babylonjs/core/scene";
import { describe, expect, test } from "vitest";
import { readCollider } from "../../client/scene/generated-world/collider.ts";
import { triangleGlb } from "../support/glb.ts";

// The banner of every engine is no news to anybody.
Logger.LogLevels = Logger.ErrorLogLevel;

/** To millimetres, and without a zero below zero. */
const rounded = (corners: Float32Array): number[] => [...corners].map((value) => Math.round(value * 1000) / 1000 + 0);

describe("a collider", () => {
  test("stands where the splats of the same file axes stand: y down in the file, up in the world", async () => {
    const scene = new Scene(new NullEngine());
    const corners = await readCollider(scene, await triangleGlb([1, -2, 3, 4, 5, 6, -7, 8, -9]), { scale: 1, lift: 0 });
    expect(rounded(corners)).toEqual([1, 2, 3, 4, -5, 6, -7, -8, -9]);
    expect(scene.meshes).toHaveLength(0);
    expect(scene.geometries).toHaveLength(0);
    scene.dispose();
  });

  test("is scaled to metres, then lifted onto the ground", async () => {
    const scene = new Scene(new NullEngine());
    const corners = await readCollider(scene, await triangleGlb([1, -2, 3, 0, 0, 0, 0, 1, 0]), { scale: 2, lift: 0.5 });
    expect(rounded(corners)).toEqual([2, 4.5, 6, 0, 0.5, 0, 0, -1.5, 0]);
    scene.dispose();
  });

  test("that cannot be read is an error", async () => {
    const scene = new Scene(new NullEngine());
    await expect(readCollider(scene, new ArrayBuffer(64), { scale: 1, lift: 0 })).rejects.toThrow();
    scene.dispose();
  });
});
