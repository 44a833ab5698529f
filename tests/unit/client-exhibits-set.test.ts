import { NullEngine } from "@babylonjs/core/Engines/nullEngine";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import { Logger } from "@babylonjs/core/Misc/logger";
import { Scene } from "@babylonjs/core/scene";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { setUpExhibits } from "../../client/exhibits/scene/exhibit-set.ts";
import { readModel } from "../../client/exhibits/scene/glb-model.ts";
import type { LoadModel } from "../../client/exhibits/scene/held-model.ts";
import { openEye } from "../../client/scene/eye.ts";
import { DUSK } from "../../client/scene/light/atmosphere.ts";
import type { Place } from "../../client/scene/place.ts";
import type { ExhibitView } from "../../client/scene/views.ts";
import { triangleGlb } from "../support/glb.ts";

// The banner of every engine is no news to anybody.
Logger.LogLevels = Logger.ErrorLogLevel;

/** There is no canvas to draw labels on here: they stay blank. */
class BlankCanvas {
  getContext(): object {
    return {};
  }
}

let place: Place;
beforeEach(() => {
  vi.stubGlobal("OffscreenCanvas", BlankCanvas);
  vi.stubGlobal("CanvasRenderingContext2D", class {});
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  const scene = new Scene(new NullEngine());
  const eye = openEye(scene);
  place = {
    id: "hub",
    scene,
    eye,
    atmosphere: DUSK,
    groundUnder: () => 0,
    isReady: () => true,
    onShown: () => undefined,
    dispose: () => scene.dispose(),
  };
});
afterEach(() => {
  place.scene.getEngine().dispose();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const view = (id: string, fields: Partial<ExhibitView> = {}): ExhibitView => ({
  id,
  kind: "model",
  x: 0,
  y: 0,
  z: 5,
  rotationY: 0,
  scale: 1,
  status: "ready",
  name: "Teapot",
  maker: "by Ada",
  headline: "",
  detail: "",
  hint: "",
  url: `/assets/${id}.glb`,
  posterUrl: "",
  ...fields,
});

const held = () => {
  const { meshes, geometries, materials, textures, transformNodes, lights } = place.scene;
  return {
    meshes: meshes.length,
    geometries: geometries.length,
    materials: materials.length,
    textures: textures.length,
    nodes: transformNodes.length,
    lights: lights.length,
  };
};

/** Reads again until it is so; the patience only ends what hangs. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 60_000, interval: 5 });

/** Loads when it is told to. */
function loadByHand() {
  const asked: { url: string; signal: AbortSignal; answer: PromiseWithResolvers<void> }[] = [];
  const freed: string[] = [];
  const load: LoadModel = async ({ scene }, url, signal) => {
    const answer = Promise.withResolvers<void>();
    asked.push({ url, signal, answer });
    await answer.promise;
    const root = new TransformNode("model", scene);
    const dispose = () => {
      freed.push(url);
      root.dispose();
    };
    return { root, dispose };
  };
  return { load, asked, freed };
}

describe("an exhibit's model", () => {
  test("is loaded near by, let go far away with all that it held, and comes back", async () => {
    const file = await triangleGlb([0, 0, 0, 1, 0, 0, 0, 1, 0]);
    const set = setUpExhibits(place, (_place, _url, _signal) => readModel(place.scene, file));
    set.show([view("a"), view("b", { x: 3 })]);
    const visit = async () => {
      place.eye.position.z = 0;
      set.animate(0);
      await eventually(() => set.drawn()).toEqual({ a: "shown", b: "shown" });
      const near = held();
      place.eye.position.z = -40;
      set.animate(0);
      expect(set.drawn()).toEqual({ a: "released", b: "released" });
      return { near, far: held() };
    };
    const first = await visit();
    expect(first.near.meshes).toBeGreaterThan(first.far.meshes);
    expect(first.near.textures).toBeGreaterThan(first.far.textures);
    for (const round of [2, 3]) expect({ round, ...(await visit()) }).toEqual({ round, ...first });
  });

  test("is not waited for when its exhibit is gone, or the place is left: what comes late is freed", async () => {
    const { load, asked, freed } = loadByHand();
    const set = setUpExhibits(place, load);
    set.show([view("a"), view("b")]);
    set.animate(0);
    set.show([view("b")]);
    place.scene.onDisposeObservable.notifyObservers(place.scene);
    expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true]);
    for (const { answer } of asked) answer.resolve();
    await eventually(() => freed).toHaveLength(2);
  });

  test("comes two at a time, the nearest first", async () => {
    const { load, asked } = loadByHand();
    const set = setUpExhibits(place, load);
    set.show([view("c", { z: 12 }), view("a", { z: 2 }), view("b", { z: 6 })]);
    set.animate(0);
    set.animate(0);
    expect(asked.map(({ url }) => url)).toEqual(["/assets/a.glb", "/assets/b.glb"]);
    asked[0]?.answer.resolve();
    await eventually(() => set.drawn()).toMatchObject({ a: "shown" });
    set.animate(0);
    expect(asked.map(({ url }) => url)).toEqual(["/assets/a.glb", "/assets/b.glb", "/assets/c.glb"]);
  });

  test("that cannot be read is told by a label, breaks nothing, and is tried again by who comes back", async () => {
    const { load, asked } = loadByHand();
    const set = setUpExhibits(place, load);
    set.show([view("a"), view("b", { x: 2 })]);
    set.animate(0);
    const before = held();
    asked[0]?.answer.reject(new Error("Not a model."));
    asked[1]?.answer.resolve();
    await eventually(() => set.drawn()).toEqual({ a: "failed", b: "shown" });
    expect(held().textures).toBe(before.textures + 1);
    set.animate(0);
    expect(asked).toHaveLength(2);
    place.eye.position.z = -60;
    set.animate(0);
    expect(held().textures).toBe(before.textures - 2);
    place.eye.position.z = 0;
    set.animate(0);
    expect(asked).toHaveLength(4);
  });

  test("is not loaded while it is made, after it failed, or when it is of a kind that has none", () => {
    const { load, asked } = loadByHand();
    const set = setUpExhibits(place, load);
    set.show([view("a", { status: "generating" }), view("b", { status: "error" }), view("c", { kind: "hologram" })]);
    set.animate(0);
    expect(set.drawn()).toEqual({ a: "generating", b: "error", c: "released" });
    expect(asked).toEqual([]);
  });
});

describe("an exhibit", () => {
  test("is moved, turned and scaled without being loaded again", async () => {
    const { load, asked } = loadByHand();
    const set = setUpExhibits(place, load);
    set.show([view("a")]);
    set.animate(0);
    asked[0]?.answer.resolve();
    await eventually(() => set.drawn()).toEqual({ a: "shown" });
    set.show([view("a", { x: 2, y: 1, rotationY: Math.PI / 2, scale: 3 })]);
    set.animate(0);
    expect(asked).toHaveLength(1);
    const model = place.scene.getTransformNodeByName("model");
    model?.computeWorldMatrix(true);
    expect(model?.absolutePosition.asArray()).toEqual([2, 1.25, 5]);
    expect(model?.absoluteScaling.x).toBeCloseTo(3);
  });

  test("becomes the model when it is ready, and leaves nothing of its wireframe and label behind", () => {
    const { load } = loadByHand();
    const set = setUpExhibits(place, load);
    const empty = held();
    set.show([view("a", { status: "generating", url: "" })]);
    expect(place.scene.getMeshByName("wire")).not.toBeNull();
    expect(held().textures).toBe(empty.textures + 1);
    set.show([view("a")]);
    expect(place.scene.getMeshByName("wire")).toBeNull();
    expect(held().textures).toBe(empty.textures);
    set.show([]);
    expect(held()).toEqual(empty);
  });
});
