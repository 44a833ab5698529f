import { validateBytes } from "gltf-validator";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { makeModel } from "../../server/sandbox/models/make-model.ts";
import { boundsAlong, edgesOf, type GlbMesh, readGlb, volumeOf } from "../support/glb-mesh.ts";
import * as pictures from "../support/test-pictures.ts";

const Report = z.object({
  issues: z.object({ numErrors: z.number(), numWarnings: z.number(), messages: z.array(z.unknown()) }),
  info: z.object({ totalTriangleCount: z.number() }),
});

describe.each(Object.entries(pictures))("a model from the picture %s", (_name, draw) => {
  let file: Uint8Array;
  let mesh: GlbMesh;
  beforeAll(async () => {
    file = (await makeModel({ picture: await draw(), faceLimit: null })).files.model;
    mesh = await readGlb(file);
  });

  test("is valid glTF, without a warning", async () => {
    const { issues, info } = Report.parse(await validateBytes(file));
    expect(issues).toMatchObject({ numErrors: 0, numWarnings: 0, messages: [] });
    expect(info.totalTriangleCount).toBe(mesh.triangles.length);
  });

  test("has 5,000 to 30,000 triangles", () => {
    expect(mesh.triangles.length).toBeGreaterThanOrEqual(5_000);
    expect(mesh.triangles.length).toBeLessThanOrEqual(30_000);
  });

  test("is closed: every edge is shared by exactly two triangles, one for each direction", () => {
    const edges = edgesOf(mesh);
    const odd = [...edges].filter(([edge, times]) => times !== 1 || !edges.has(edge.split(">").reverse().join(">")));
    expect(odd).toEqual([]);
  });

  test("is turned outside out", () => {
    expect(volumeOf(mesh)).toBeGreaterThan(0);
  });

  test("stands on the ground, is centred, and about 1 high unless it is very wide", () => {
    const [left, right] = boundsAlong(mesh, 0);
    const [ground, top] = boundsAlong(mesh, 1);
    const [back, front] = boundsAlong(mesh, 2);
    expect(ground).toBe(0);
    expect(left + right).toBeCloseTo(0, 5);
    expect(Math.max(top, (right - left) / 1.6)).toBeCloseTo(1, 5);
    expect(Math.abs(front + back)).toBeLessThan(0.1);
    expect(front - back).toBeGreaterThan(0.01);
  });

  test("has normals of unit length, and texture coordinates within the texture", () => {
    expect(mesh.normals.filter((normal) => Math.abs(Math.hypot(...normal) - 1) > 1e-3)).toEqual([]);
    expect(mesh.uvs.flat().filter((value) => !(value >= 0 && value <= 1))).toEqual([]);
  });

  test("carries its texture inside, as JPEG", () => {
    expect(mesh.texture.getMimeType()).toBe("image/jpeg");
    expect(mesh.texture.getSize()).toEqual([1024, 1024]);
  });
});
