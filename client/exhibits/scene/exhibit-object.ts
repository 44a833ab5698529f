import type { Mesh } from "@babylonjs/core/Meshes/mesh";
import { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import { type FloatingLabel, floatLabel } from "../../scene/label/floating-label.ts";
import { STATUS_COLOUR } from "../../scene/label/status-colour.ts";
import type { Place } from "../../scene/place.ts";
import { joinedMesh } from "../../scene/shapes/solids.ts";
import type { ExhibitView } from "../../scene/views.ts";
import { texts } from "../../ui/texts.ts";
import type { ExhibitFinish } from "./exhibit-finish.ts";
import { exhibitLabel } from "./exhibit-label.ts";
import { WIRE_RADIUS } from "./exhibit-measures.ts";
import type { ShownPicture } from "./frame-view.ts";
import { geodesicWire } from "./geodesic-wire.ts";
import { type HeldModel, holdModel, type LoadModel } from "./held-model.ts";
import { pedestal, pedestalFor } from "./pedestal.ts";
import { desk, hangPlaque, type Plaque } from "./plaque.ts";

/** What is to be seen: the wireframe, the reason of a failure, nothing from afar, the model; or what a frame shows. */
export type Shown = "generating" | "error" | "released" | HeldModel["state"] | ShownPicture;

export interface ExhibitObject {
  readonly view: ExhibitView;
  readonly shown: Shown;
  /** There is a file that could be loaded. */
  readonly canBeHeld: boolean;
  readonly isHeld: boolean;
  /** Puts it where and as large as it is now, with the words of now. Its status and its file stay the same. */
  update(view: ExhibitView): void;
  hold(): void;
  release(): void;
  animate(seconds: number): void;
  dispose(): void;
}

/** Radians a second of the thing that is being made. */
const WIRE_TURN = 0.6;
/** From the top of what stands on the pedestal to the label, in metres. */
const LABEL_GAP = 0.25;

/** One exhibit standing in the scene in its status: its pedestal, and on it what there is to see. */
export function standExhibit(place: Place, finish: ExhibitFinish, first: ExhibitView, load: LoadModel): ExhibitObject {
  const { scene, eye } = place;
  const { status, url } = first;
  const root = new TransformNode(`exhibit-${first.id}`, scene);
  /** What stands on the pedestal, 1 being as made. */
  const top = new TransformNode("on-pedestal", scene);
  top.parent = root;
  const canBeHeld = status === "ready" && url !== "" && first.kind === "model";
  const wire = status === "generating" ? joinedMesh("wire", [geodesicWire(WIRE_RADIUS)], finish.wire, scene) : null;
  if (wire !== null) {
    wire.parent = top;
    wire.position.y = WIRE_RADIUS + 0.12;
  }
  let view = first;
  let stone: Mesh | null = null;
  let held: HeldModel | null = null;
  let plaque: Plaque | null = null;
  let label: FloatingLabel | null = null;

  const relabel = (): void => {
    const lines = exhibitLabel(view, held?.state === "failed" ? texts.exhibit.cannotShow : "");
    if (lines.length === 0) {
      label?.dispose();
      label = null;
      return;
    }
    label ??= floatLabel(scene, `label-${view.id}`);
    label.show(lines, STATUS_COLOUR[status === "ready" ? "error" : status]);
  };
  const build = (): void => {
    const size = pedestalFor(view.scale);
    stone?.dispose();
    const parts = pedestal(size, STATUS_COLOUR[status]);
    stone = joinedMesh("pedestal", status === "ready" ? [...parts, ...desk(size)] : parts, finish.stone, scene);
    stone.parent = root;
    top.position.y = size.height;
    top.scaling.setAll(view.scale);
    plaque?.standBefore(size);
  };
  const stand = (): void => {
    root.position.set(view.x, view.y, view.z);
    root.rotation.y = view.rotationY;
  };
  stand();
  build();
  relabel();

  return {
    get view() {
      return view;
    },
    get shown() {
      if (status !== "ready") return status;
      return held?.state ?? "released";
    },
    canBeHeld,
    get isHeld() {
      return held !== null;
    },
    update(next) {
      const isOtherSize = next.scale !== view.scale;
      view = next;
      stand();
      if (isOtherSize) build();
      plaque?.show(view.name, view.maker);
      relabel();
    },
    hold() {
      if (held !== null || !canBeHeld) return;
      held = holdModel(place, top, url, load, relabel);
      plaque = hangPlaque(root);
      plaque.show(view.name, view.maker);
      plaque.standBefore(pedestalFor(view.scale));
    },
    release() {
      held?.dispose();
      held = null;
      plaque?.dispose();
      plaque = null;
      relabel();
    },
    animate(seconds) {
      wire?.rotation.set(0.25, seconds * WIRE_TURN, 0);
      if (label === null) return;
      const { height } = pedestalFor(view.scale);
      const on = wire === null ? 0.6 : 2 * WIRE_RADIUS + 0.12;
      label.follow(eye, { ...view, above: height + on * view.scale + LABEL_GAP });
    },
    dispose() {
      held?.dispose();
      plaque?.dispose();
      label?.dispose();
      root.dispose();
    },
  };
}
