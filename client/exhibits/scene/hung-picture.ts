import { CreatePlaneVertexData } from "@babylonjs/core/Meshes/Builders/planeBuilder";
import { Mesh } from "@babylonjs/core/Meshes/mesh";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import { isOnGalleryWall } from "../../../contract/gallery.ts";
import { HUB } from "../../../contract/limits.ts";
import { STATUS_COLOUR } from "../../scene/label/status-colour.ts";
import type { Place } from "../../scene/place.ts";
import { joinedMesh } from "../../scene/shapes/solids.ts";
import type { ExhibitView } from "../../scene/views.ts";
import type { ExhibitFinish } from "./exhibit-finish.ts";
import type { ExhibitObject } from "./exhibit-object.ts";
import { filmOf, hasGold, hasWire, posterOf, type ShownPicture, shownInFrame } from "./frame-view.ts";
import { type HeldPoster, type HoldPoster, holdPoster } from "./held-poster.ts";
import { pictureFrame, pictureStand } from "./picture-frame.ts";
import { coveringShare, fittedInto, middleAbove, type PictureSize, pictureBox } from "./picture-measures.ts";
import { hangPane, type PicturePane } from "./picture-pane.ts";
import { hangPicturePlaque, type PicturePlaque } from "./picture-plaque.ts";
import { pictureSurface } from "./picture-surface.ts";
import { pictureWire } from "./picture-wire.ts";
import { pictureWords } from "./picture-words.ts";
import { type RunFilm, type RunningFilm, runFilm } from "./running-film.ts";

/** What brings pictures and films into a place. */
export interface PictureMeans {
  readonly hold: HoldPoster;
  readonly run: RunFilm;
}

export const pictureMeans: PictureMeans = { hold: holdPoster, run: runFilm };

/** A picture or film in its frame. */
export interface HungPicture extends ExhibitObject {
  /** From how near by its film runs, in metres; 0 without a film. */
  readonly playsWithin: number;
  readonly isRunning: boolean;
  run(): void;
  rest(): void;
}

/** At scale 1, in metres. */
const PLAYS_WITHIN = 6.5;

/** Hangs an exhibit's picture, in its status; what it shows may change without it being hung anew. */
export function hangPicture(
  place: Place,
  finish: ExhibitFinish,
  first: ExhibitView,
  { hold, run }: PictureMeans = pictureMeans,
): HungPicture {
  const { scene } = place;
  const root = new TransformNode(`exhibit-${first.id}`, scene);
  const board = new TransformNode("picture-board", scene);
  board.parent = root;
  const surface = pictureSurface(scene, place.atmosphere);
  let view = first;
  let isHeld = false;
  let poster: HeldPoster | null = null;
  /** What will take the poster's place once it has come. */
  let nextPoster: HeldPoster | null = null;
  let film: RunningFilm | null = null;
  let pane: PicturePane | null = null;
  let plaque: PicturePlaque | null = null;
  let size: PictureSize = pictureBox(view.kind);
  let built = "";
  let parts: Mesh[] = [];

  const shown = (): ShownPicture =>
    shownInFrame(view, { isHeld, poster: poster?.state ?? null, film: film?.state ?? null });

  function build(): void {
    const box = pictureBox(view.kind);
    const posterShape = shapeOf(poster);
    // A trailer's frame is its film's, whose picture is somebody's of the cast.
    size = posterShape === null || view.kind === "trailer" ? box : fittedInto(box, posterShape);
    const now = shown();
    const stands = !(place.id === HUB && isOnGalleryWall(view));
    const middle = middleAbove(box, view.scale);
    const wanted = JSON.stringify([size, hasGold(now), hasWire(now), now === "generating", view.kind, stands, middle]);
    board.position.y = middle;
    board.scaling.setAll(view.scale);
    if (wanted === built) return;
    built = wanted;
    for (const part of parts) part.dispose();
    parts = [];
    const add = (part: Mesh, parent: TransformNode): void => {
      part.parent = parent;
      parts.push(part);
    };
    if (hasGold(now)) add(joinedMesh("picture-frame", pictureFrame(size), finish.stone, scene), board);
    if (hasWire(now)) {
      add(joinedMesh("wire", [pictureWire(size, view.kind, now === "generating")], finish.wire, scene), board);
    }
    if (stands) add(joinedMesh("picture-stand", pictureStand(size, middle), finish.stone, scene), root);
    const canvas = new Mesh("picture", scene);
    CreatePlaneVertexData(size).applyToMesh(canvas);
    canvas.material = surface.material;
    canvas.isPickable = false;
    canvas.rotation.y = Math.PI;
    add(canvas, board);
    pane?.dispose();
    pane = null;
  }

  /** Brings all that is to be seen in line with what there is. */
  function dress(): void {
    build();
    const now = shown();
    const frameShape = size.width / size.height;
    const posterShape = shapeOf(poster);
    if (film?.state === "playing") surface.show(film.texture, coveringShare(frameShape, film.shape));
    else if (posterShape !== null && poster) surface.show(poster.texture, coveringShare(frameShape, posterShape));
    else surface.show(null, [1, 1]);
    surface.dim(now === "renewing" ? 0.82 : 1);
    const words = isHeld ? pictureWords(view, now, posterOf(view) !== "") : [];
    if (words.length === 0) {
      pane?.dispose();
      pane = null;
    } else {
      pane ??= hangPane(board, size);
      const cover = now === "generating" ? "below" : now === "renewing" ? "strip" : "whole";
      pane.show(words, STATUS_COLOUR[accentOf(now)], cover);
    }
    plaque?.show(view.name);
    plaque?.hangUnder(size);
  }

  function followPoster(): void {
    const url = isHeld ? posterOf(view) : "";
    if (url === "") {
      dropPosters();
      return;
    }
    if ((nextPoster ?? poster)?.url === url) return;
    nextPoster?.dispose();
    const coming = hold(scene, url, () => {
      if (poster !== coming) {
        // The one before stayed until this one could be seen.
        poster?.dispose();
        poster = coming;
        nextPoster = null;
      }
      dress();
    });
    if (poster === null) poster = coming;
    else nextPoster = coming;
  }

  function dropPosters(): void {
    poster?.dispose();
    nextPoster?.dispose();
    poster = null;
    nextPoster = null;
  }

  function rest(): void {
    film?.dispose();
    film = null;
  }

  function release(): void {
    isHeld = false;
    rest();
    dropPosters();
    pane?.dispose();
    plaque?.dispose();
    pane = null;
    plaque = null;
  }

  const stand = (): void => {
    root.position.set(view.x, view.y, view.z);
    root.rotation.y = view.rotationY;
  };
  stand();
  dress();

  return {
    get view() {
      return view;
    },
    get shown() {
      return shown();
    },
    canBeHeld: true,
    get isHeld() {
      return isHeld;
    },
    get playsWithin() {
      if (!isHeld || filmOf(view) === "") return 0;
      return (PLAYS_WITHIN * view.scale * pictureBox(view.kind).width) / pictureBox("portrait").width;
    },
    get isRunning() {
      return film !== null;
    },
    update(next) {
      if (filmOf(next) !== filmOf(view)) rest();
      view = next;
      stand();
      followPoster();
      dress();
    },
    hold() {
      if (isHeld) return;
      isHeld = true;
      plaque = hangPicturePlaque(board);
      followPoster();
      dress();
    },
    release() {
      if (!isHeld) return;
      release();
      dress();
    },
    run() {
      if (film !== null || filmOf(view) === "") return;
      film = run(scene, filmOf(view), dress);
    },
    rest() {
      if (film === null) return;
      rest();
      dress();
    },
    animate() {},
    dispose() {
      release();
      surface.show(null, [1, 1]);
      root.dispose();
      surface.material.dispose();
    },
  };
}

/** Width by height; null before it has come. */
function shapeOf(poster: HeldPoster | null): number | null {
  if (poster?.state !== "shown") return null;
  const { width, height } = poster.texture.getSize();
  return width / height;
}

const accentOf = (shown: ShownPicture): keyof typeof STATUS_COLOUR => {
  if (shown === "generating" || shown === "renewing") return "generating";
  return shown === "error" || shown === "failed" ? "error" : "ready";
};
