import { describe, expect, test } from "vitest";
import { filmOf, hasGold, hasWire, shownInFrame } from "../../client/exhibits/scene/frame-view.ts";
import {
  coveringShare,
  fittedInto,
  middleAbove,
  pictureBox,
  pictureReach,
} from "../../client/exhibits/scene/picture-measures.ts";
import { filmsToPlay } from "../../client/exhibits/scene/playing.ts";
import { GALLERY_WALLS, pictureSpots } from "../../contract/gallery.ts";

const nothing = { url: "", posterUrl: "" };
const picture = { url: "/p.webp", posterUrl: "/p.webp" };
const film = { url: "/f.webm", posterUrl: "/p.webp" };
const away = { isHeld: false, poster: null, film: null };
const near = { isHeld: true, poster: "shown", film: null } as const;

describe("a frame shows", () => {
  test.each([
    ["what is being made, while there is nothing", "generating", nothing, away, "generating"],
    ["the picture that is there, while something newer is made", "generating", picture, near, "renewing"],
    ["the picture that is there, also from afar", "generating", picture, away, "renewing"],
    ["why it failed, where there is nothing", "error", nothing, near, "error"],
    ["what there is, though something newer failed", "error", picture, near, "shown"],
    ["that nothing was made so far", "ready", nothing, near, "empty"],
    ["nothing, far away", "ready", picture, away, "released"],
    ["the picture on its way", "ready", picture, { ...near, poster: "loading" }, "loading"],
    ["that the picture cannot be loaded", "ready", picture, { ...near, poster: "failed" }, "failed"],
    ["the picture while its film is on its way", "ready", film, { ...near, film: "loading" }, "shown"],
    ["the film once it runs", "ready", film, { ...near, film: "playing" }, "playing"],
    ["the picture of a film that cannot run", "ready", film, { ...near, film: "failed" }, "shown"],
    [
      "that a film without a picture cannot run",
      "ready",
      film,
      { isHeld: true, poster: null, film: "failed" },
      "failed",
    ],
    ["the film's name before it runs", "ready", { url: "/t.webm", posterUrl: "" }, { ...near, poster: null }, "shown"],
  ] as const)("%s", (_, status, files, loaded, shown) => {
    expect(shownInFrame({ status, ...files }, loaded)).toBe(shown);
  });

  test("blue wire as long as something is made, and gold as soon as there is something to see", () => {
    expect([hasWire("generating"), hasGold("generating")]).toEqual([true, false]);
    expect([hasWire("renewing"), hasGold("renewing")]).toEqual([true, true]);
    expect([hasWire("shown"), hasGold("shown")]).toEqual([false, true]);
  });

  test("a film only where the file is not the picture itself", () => {
    expect([filmOf(nothing), filmOf(picture), filmOf(film)]).toEqual(["", "", "/f.webm"]);
  });
});

describe("the films that run", () => {
  const at = (id: string, distance: number, reach = 6.5) => ({ id, distance, reach });
  const none = () => false;

  test("are the two nearest within their reach", () => {
    const films = [at("far", 6.6), at("c", 6.4), at("a", 1), at("b", 3)];
    expect(filmsToPlay(films, none)).toEqual(["a", "b"]);
    expect(filmsToPlay([at("large", 12, 17), at("far", 7)], none)).toEqual(["large"]);
    expect(filmsToPlay([], none)).toEqual([]);
  });

  test("go on a little beyond where they began, and take no turns with others as near", () => {
    const isPlaying = (id: string) => id === "a" || id === "b";
    expect(filmsToPlay([at("a", 8)], isPlaying)).toEqual(["a"]);
    expect(filmsToPlay([at("a", 8.1)], isPlaying)).toEqual([]);
    expect(filmsToPlay([at("a", 4), at("b", 4), at("c", 3.5)], isPlaying)).toEqual(["a", "b"]);
    expect(filmsToPlay([at("a", 4), at("b", 4), at("c", 3)], isPlaying)).toEqual(["c", "a"]);
  });
});

describe("a picture's measures", () => {
  test("keep its shape within its box", () => {
    const box = pictureBox("portrait");
    expect(fittedInto(box, 0.8)).toEqual({ width: expect.closeTo(1.2), height: expect.closeTo(1.5) });
    expect(fittedInto(box, 16 / 9)).toEqual({ width: 1.2, height: 0.675 });
    expect(fittedInto(box, 0.5)).toEqual({ width: 0.75, height: 1.5 });
    for (const shape of [0, Number.NaN, -1, Number.POSITIVE_INFINITY]) expect(fittedInto(box, shape)).toBe(box);
  });

  test("cut from a film of another shape what the frame has no room for", () => {
    expect(coveringShare(0.8, 0.8)).toEqual([1, 1]);
    expect(coveringShare(0.8, 1.6)).toEqual([0.5, 1]);
    expect(coveringShare(1.6, 0.8)).toEqual([1, 0.5]);
    expect(coveringShare(0.8, 0)).toEqual([1, 1]);
  });

  test("let a large one hang so high that it does not stand in the ground", () => {
    for (const scale of [0.1, 1, 2, 4]) {
      const box = pictureBox("portrait");
      expect(middleAbove(box, scale) - (box.height / 2) * scale).toBeGreaterThan(0.4);
    }
  });

  test("tell pictures over each other apart for who clicks on one", () => {
    const view = { id: "e", kind: "portrait", status: "ready" as const, name: "", maker: "", headline: "", detail: "" };
    const reach = (spot: { x: number; y: number; z: number; rotationY: number }) =>
      pictureReach({ ...view, hint: "", url: "", posterUrl: "", scale: 1, ...spot });
    const [low, , high] = pictureSpots(GALLERY_WALLS[0]);
    if (!low || !high) throw new Error("There are no spots.");
    expect(high.x).toBe(low.x);
    expect(reach(low).y + reach(low).height).toBeLessThan(reach(high).y);
  });
});
