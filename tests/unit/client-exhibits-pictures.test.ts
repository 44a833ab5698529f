import { NullEngine } from "@babylonjs/core/Engines/nullEngine";
import { RawTexture } from "@babylonjs/core/Materials/Textures/rawTexture";
import { Logger } from "@babylonjs/core/Misc/logger";
import { Scene } from "@babylonjs/core/scene";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { setUpExhibits } from "../../client/exhibits/scene/exhibit-set.ts";
import type { PictureMeans } from "../../client/exhibits/scene/hung-picture.ts";
import { openEye } from "../../client/scene/eye.ts";
import { DUSK } from "../../client/scene/light/atmosphere.ts";
import type { Place } from "../../client/scene/place.ts";
import type { ExhibitView } from "../../client/scene/views.ts";
import { pictureSpots } from "../../contract/gallery.ts";

// The banner of every engine is no news to anybody.
Logger.LogLevels = Logger.ErrorLogLevel;

/** There is no canvas to write on here: panes and plaques stay blank. */
class BlankCanvas {
  getContext(): object {
    return {};
  }
}

let place: Place;
beforeEach(() => {
  vi.stubGlobal("OffscreenCanvas", BlankCanvas);
  vi.stubGlobal("CanvasRenderingContext2D", class {});
  const scene = new Scene(new NullEngine());
  place = {
    id: "hub",
    scene,
    eye: openEye(scene),
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
});

/** Pictures and films that come when they are told to; they hold textures as real ones do. */
function byHand(pixels = { width: 4, height: 5 }) {
  const posters: { url: string; come(state?: "shown" | "failed"): void; isFreed: boolean }[] = [];
  const films: { url: string; begin(state?: "playing" | "failed"): void; isFreed: boolean }[] = [];
  const texture = (scene: Scene) =>
    RawTexture.CreateRGBATexture(new Uint8Array(4 * pixels.width * pixels.height), pixels.width, pixels.height, scene);
  const means: PictureMeans = {
    hold(scene, url, onSettled) {
      let state: "loading" | "shown" | "failed" = "loading";
      const picture = texture(scene);
      const told = {
        url,
        isFreed: false,
        come(as: "shown" | "failed" = "shown") {
          state = as;
          onSettled();
        },
      };
      posters.push(told);
      const dispose = () => {
        told.isFreed = true;
        picture.dispose();
      };
      return {
        url,
        texture: picture,
        dispose,
        get state() {
          return state;
        },
      };
    },
    run(scene, url, onSettled) {
      let state: "loading" | "playing" | "failed" = "loading";
      const film = texture(scene);
      const told = {
        url,
        isFreed: false,
        begin(as: "playing" | "failed" = "playing") {
          state = as;
          onSettled();
        },
      };
      films.push(told);
      const dispose = () => {
        told.isFreed = true;
        film.dispose();
      };
      return {
        texture: film,
        shape: 0.8,
        dispose,
        get state() {
          return state;
        },
      };
    },
  };
  const running = () => films.filter(({ isFreed }) => !isFreed).map(({ url }) => url);
  return { means, posters, films, running };
}

const noModels = async (): Promise<never> => {
  throw new Error("There are no models here.");
};
const set = ({ means }: { means: PictureMeans }) => setUpExhibits(place, noModels, means);

const view = (id: string, fields: Partial<ExhibitView> = {}): ExhibitView => ({
  id,
  kind: "portrait",
  x: 0,
  y: 0,
  z: 4,
  rotationY: Math.PI,
  scale: 1,
  status: "ready",
  name: "Mira",
  maker: "by Ada",
  headline: "",
  detail: "",
  hint: "",
  url: `/${id}.webp`,
  posterUrl: `/${id}.webp`,
  ...fields,
});
const withFilm = (id: string, fields: Partial<ExhibitView> = {}) =>
  view(id, { kind: "video", url: `/${id}.webm`, ...fields });
const making = { status: "generating", url: "", posterUrl: "" } as const;

const held = () => {
  const { meshes, geometries, materials, textures, transformNodes } = place.scene;
  return {
    meshes: meshes.length,
    geometries: geometries.length,
    materials: materials.length,
    textures: textures.length,
    nodes: transformNodes.length,
  };
};
const named = (name: string) => place.scene.meshes.filter((mesh) => mesh.name === name).length;

describe("a picture in its frame", () => {
  test("is a wireframe while it is made, then hangs in gold once it has come", () => {
    const hand = byHand();
    const exhibits = set(hand);
    exhibits.show([view("a", making)]);
    exhibits.animate(0);
    expect(exhibits.drawn()).toEqual({ a: "generating" });
    expect([named("wire"), named("picture-frame"), hand.posters.length]).toEqual([1, 0, 0]);

    exhibits.show([view("a")]);
    exhibits.animate(0);
    expect(exhibits.drawn()).toEqual({ a: "loading" });
    hand.posters[0]?.come();
    expect(exhibits.drawn()).toEqual({ a: "shown" });
    expect([named("wire"), named("picture-frame"), named("pane")]).toEqual([0, 1, 0]);
  });

  test("stays to be seen while its video is made, and until a newer picture has come", () => {
    const hand = byHand();
    const exhibits = set(hand);
    exhibits.show([view("a")]);
    exhibits.animate(0);
    hand.posters[0]?.come();
    exhibits.show([view("a", { kind: "video", status: "generating" })]);
    exhibits.animate(0);
    expect(exhibits.drawn()).toEqual({ a: "renewing" });
    expect([named("wire"), named("picture-frame"), hand.posters.length]).toEqual([1, 1, 1]);

    exhibits.show([view("a", { url: "/b.webp", posterUrl: "/b.webp" })]);
    expect(exhibits.drawn()).toEqual({ a: "shown" });
    expect(hand.posters.map(({ isFreed }) => isFreed)).toEqual([false, false]);
    hand.posters[1]?.come();
    expect(hand.posters.map(({ isFreed }) => isFreed)).toEqual([true, false]);
  });

  test.each([
    ["portrait", [1.2, 1.2]],
    ["trailer", [3.2, 1.8]],
  ] as const)("takes the shape of a picture, but a trailer the film's: %s", (kind, [width, height]) => {
    const hand = byHand({ width: 4, height: 4 });
    const exhibits = set(hand);
    exhibits.show([view("a", { kind })]);
    exhibits.animate(0);
    hand.posters[0]?.come();
    const box = place.scene.getMeshByName("picture")?.getBoundingInfo().boundingBox.extendSize;
    expect(box && [box.x * 2, box.y * 2]).toEqual([expect.closeTo(width), expect.closeTo(height)]);
  });

  test("tells what failed, and lets go of a picture that cannot be loaded with who walks away", () => {
    const hand = byHand();
    const exhibits = set(hand);
    exhibits.show([view("a", { status: "error", url: "", posterUrl: "" }), view("b", { x: 3 })]);
    exhibits.animate(0);
    hand.posters[0]?.come("failed");
    expect(exhibits.drawn()).toEqual({ a: "error", b: "failed" });
    place.eye.position.z = -80;
    exhibits.animate(0);
    expect(exhibits.drawn()).toEqual({ a: "error", b: "released" });
    place.eye.position.z = 0;
    exhibits.animate(0);
    expect(hand.posters).toHaveLength(2);
  });

  test("stands on a foot of its own, except on a wall of the gallery", () => {
    const exhibits = set(byHand());
    exhibits.show([view("a")]);
    expect(named("picture-stand")).toBe(1);
    exhibits.show([view("a", { ...pictureSpots("south")[3] })]);
    expect(named("picture-stand")).toBe(0);
  });

  test("leaves nothing of itself behind, whatever it showed", () => {
    const hand = byHand();
    const exhibits = set(hand);
    const empty = held();
    for (const fields of [making, {}, { status: "error", url: "", posterUrl: "" } as const]) {
      exhibits.show([view("a", fields), withFilm("b", { x: 1 })]);
      exhibits.animate(0);
      exhibits.animate(0);
      for (const poster of hand.posters) if (!poster.isFreed) poster.come();
      for (const film of hand.films) if (!film.isFreed) film.begin();
      expect(held().meshes).toBeGreaterThan(empty.meshes);
      exhibits.show([]);
      expect(held()).toEqual(empty);
    }
    expect([...hand.posters, ...hand.films].every(({ isFreed }) => isFreed)).toBe(true);
  });

  test("is let go of with the place", () => {
    const hand = byHand();
    const exhibits = set(hand);
    exhibits.show([withFilm("a")]);
    exhibits.animate(0);
    exhibits.animate(0);
    place.scene.onDisposeObservable.notifyObservers(place.scene);
    expect([...hand.posters, ...hand.films].every(({ isFreed }) => isFreed)).toBe(true);
  });
});

describe("a film in its frame", () => {
  test("runs for who steps near, over its picture, and stops when they leave", () => {
    const hand = byHand();
    const exhibits = set(hand);
    exhibits.show([withFilm("a", { z: 20 })]);
    exhibits.animate(0);
    hand.posters[0]?.come();
    expect([exhibits.drawn(), hand.running()]).toEqual([{ a: "shown" }, []]);
    const far = held();

    place.eye.position.z = 15;
    exhibits.animate(0);
    expect([exhibits.drawn(), hand.running()]).toEqual([{ a: "shown" }, ["/a.webm"]]);
    hand.films[0]?.begin();
    expect(exhibits.drawn()).toEqual({ a: "playing" });

    place.eye.position.z = 0;
    exhibits.animate(0);
    expect([exhibits.drawn(), hand.running()]).toEqual([{ a: "shown" }, []]);
    expect(held()).toEqual(far);
  });

  test("is one of two at most, the nearest ones", () => {
    const hand = byHand();
    const exhibits = set(hand);
    exhibits.show([withFilm("a", { z: 5 }), withFilm("b", { z: 2 }), withFilm("c", { z: 3.5 }), view("d", { z: 1 })]);
    exhibits.animate(0);
    exhibits.animate(0);
    expect(hand.running().toSorted()).toEqual(["/b.webm", "/c.webm"]);
  });

  test("gives way to a newer one, and is not tried again and again when it cannot run", () => {
    const hand = byHand();
    const exhibits = set(hand);
    exhibits.show([withFilm("a")]);
    exhibits.animate(0);
    exhibits.animate(0);
    hand.films[0]?.begin("failed");
    exhibits.animate(0);
    exhibits.animate(0);
    expect(hand.films).toHaveLength(1);
    exhibits.show([withFilm("a", { url: "/newer.webm" })]);
    exhibits.animate(0);
    expect(hand.running()).toEqual(["/newer.webm"]);
  });
});
