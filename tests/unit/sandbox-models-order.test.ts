import "@babylonjs/loaders/glTF/2.0/glTFLoader";
import { NullEngine } from "@babylonjs/core/Engines/nullEngine";
import { LoadAssetContainerAsync, RegisterSceneLoaderPlugin } from "@babylonjs/core/Loading/sceneLoader";
import { Logger } from "@babylonjs/core/Misc/logger";
import { Scene } from "@babylonjs/core/scene";
import { GLTFFileLoader } from "@babylonjs/loaders/glTF/glTFFileLoader";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { createModelArtist } from "../../server/sandbox/models/artist.ts";
import { makeModel } from "../../server/sandbox/models/make-model.ts";
import { UnreadablePicture } from "../../server/sandbox/models/picture.ts";
import { readGlb } from "../support/glb-mesh.ts";
import { bottle, bust, hair, scene } from "../support/test-pictures.ts";

// The banner of every engine is no news to anybody.
Logger.LogLevels = Logger.ErrorLogLevel;

describe("making a model", () => {
  test("gives the same bytes for the same picture, and others for another one", async () => {
    const [first, again, other] = await Promise.all(
      [bust(), bust(), bottle()].map(async (picture) => makeModel({ picture: await picture, faceLimit: null })),
    );
    for (const file of ["model", "preview"] as const) {
      expect(Buffer.compare(first?.files[file] ?? Buffer.alloc(0), again?.files[file] ?? Buffer.alloc(1))).toBe(0);
      expect(Buffer.compare(first?.files[file] ?? Buffer.alloc(0), other?.files[file] ?? Buffer.alloc(0))).not.toBe(0);
    }
  });

  test.each([500, 1_000, 4_000])("keeps to a limit of %i faces, and comes near it", async (faceLimit) => {
    for (const draw of [bust, scene, hair]) {
      const { triangles } = await readGlb((await makeModel({ picture: await draw(), faceLimit })).files.model);
      expect(triangles.length).toBeLessThanOrEqual(faceLimit);
      expect(triangles.length).toBeGreaterThan(faceLimit * 0.3);
    }
  });

  test("gives a picture of the model, in which the model is to be seen", async () => {
    const { files } = await makeModel({ picture: await bust(), faceLimit: null });
    const preview = sharp(files.preview);
    expect(await preview.metadata()).toMatchObject({ format: "webp", width: 512, height: 512 });
    const { channels } = await preview.stats();
    for (const { stdev } of channels) expect(stdev).toBeGreaterThan(20);
  });

  test("turns a picture upright as its camera said", async () => {
    const upright = await bottle();
    const lying = await sharp(upright).rotate(-90).jpeg({ quality: 95 }).withMetadata({ orientation: 6 }).toBuffer();
    const [made, turned] = await Promise.all(
      [upright, lying].map(async (picture) => readGlb((await makeModel({ picture, faceLimit: null })).files.model)),
    );
    const widthOf = (mesh: typeof made) => Math.max(...(mesh?.positions.map(([x]) => x) ?? []));
    expect(widthOf(turned)).toBeCloseTo(widthOf(made), 1);
  });

  test.each([
    ["no picture", async () => Buffer.from("not a picture")],
    ["nothing", async () => Buffer.alloc(0)],
    [
      "a kind that Tripo does not take",
      async () =>
        sharp(await bust())
          .gif()
          .toBuffer(),
    ],
    ["the first half of a picture", async () => (await bust()).subarray(0, 4_000)],
  ])("refuses %s with a sentence", async (_what, bytes) => {
    const made = makeModel({ picture: await bytes(), faceLimit: null });
    await expect(made).rejects.toThrow(UnreadablePicture);
    await expect(made).rejects.toThrow(/^The picture .*\.$/);
  });
});

describe("the artist", () => {
  test("makes in its thread what the same order gives anywhere, and rejects what it cannot make", async () => {
    const artist = createModelArtist();
    const order = { picture: await bottle(), faceLimit: 2_000 };
    const [made, refused] = await Promise.allSettled([
      artist.make(order),
      artist.make({ picture: new Uint8Array(9), faceLimit: null }),
    ]);
    await artist.close();
    expect(made).toEqual({ status: "fulfilled", value: await makeModel(order) });
    expect(refused).toMatchObject({ status: "rejected", reason: { message: "The picture cannot be decoded." } });
  });
});

test("Babylon loads a model, upright and as high as the file says", async () => {
  RegisterSceneLoaderPlugin(new GLTFFileLoader());
  const { files } = await makeModel({ picture: await bust(), faceLimit: 2_000 });
  const scene3d = new Scene(new NullEngine());
  const container = await LoadAssetContainerAsync(files.model, scene3d, { pluginExtension: ".glb" });
  const [mesh] = container.meshes.filter((each) => each.getTotalVertices() > 0);
  mesh?.computeWorldMatrix(true);
  const { minimumWorld, maximumWorld } = mesh?.getBoundingInfo().boundingBox ?? {};
  expect([minimumWorld?.y, maximumWorld?.y]).toEqual([0, expect.closeTo(1, 5)]);
  expect(mesh?.material?.getActiveTextures()).toHaveLength(1);
  container.dispose();
  scene3d.dispose();
});
