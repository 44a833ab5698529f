import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import { type Polyline, wireOf } from "../../scene/wire/wire-lines.ts";
import { FRAME_OUT } from "./picture-frame.ts";
import type { PictureSize } from "./picture-measures.ts";

/** Before the picture's own plane, in metres. */
const FRONT = 0.07;
const BACK = -0.06;

/** A frame that is only being thought of; with `sitter` also who is to be in it, as far as there is nobody yet. */
export function pictureWire(size: PictureSize, kind: string, sitter: boolean): VertexData {
  const [x, y] = [size.width / 2, size.height / 2];
  const outer = FRAME_OUT;
  const edges = [box(x + outer, y + outer, FRONT), box(x + outer, y + outer, BACK), box(x, y, 0.03)];
  const mitres = [1, -1].flatMap((right) =>
    [1, -1].flatMap((up): Polyline[] => [
      [new Vector3(right * x, up * y, 0.03), new Vector3(right * (x + outer), up * (y + outer), FRONT)],
      [
        new Vector3(right * (x + outer), up * (y + outer), FRONT),
        new Vector3(right * (x + outer), up * (y + outer), BACK),
      ],
    ]),
  );
  const inside = sitter ? (kind === "trailer" ? screen(size) : bust(size)) : [];
  return wireOf([...edges, ...mitres, ...inside]);
}

const box = (x: number, y: number, z: number): Polyline => [
  new Vector3(-x, -y, z),
  new Vector3(x, -y, z),
  new Vector3(x, y, z),
  new Vector3(-x, y, z),
  new Vector3(-x, -y, z),
];

/** `from` and `to` in radians, 0 to the right, growing upwards. */
function arc(x: number, y: number, radius: number, from: number, to: number, stretch = 1): Polyline {
  const steps = 20;
  return Array.from({ length: steps + 1 }, (_, step) => {
    const angle = from + ((to - from) * step) / steps;
    return new Vector3(x + Math.cos(angle) * radius, y + Math.sin(angle) * radius * stretch, 0.04);
  });
}

/** Head and shoulders in the upper part: the lower one is for words. */
function bust({ height }: PictureSize): Polyline[] {
  const unit = height * 0.105;
  const middle = height * 0.31;
  return [
    arc(0, middle, unit, 0, Math.PI * 2, 1.2),
    arc(0, middle - unit * 3.1, unit * 2.1, 0.35, Math.PI - 0.35, 0.75),
    arc(0, middle, unit * 0.5, Math.PI * 1.15, Math.PI * 1.85, 0.9),
  ];
}

/** A circle with the sign for playing. */
function screen({ height }: PictureSize): Polyline[] {
  const unit = height * 0.17;
  const middle = height * 0.22;
  const tip = (angle: number) => new Vector3(Math.cos(angle) * unit * 0.6, middle + Math.sin(angle) * unit * 0.6, 0.04);
  return [
    arc(0, middle, unit, 0, Math.PI * 2),
    // Seen from before it, +x is to the left.
    [tip(Math.PI), tip(Math.PI / 3), tip(-Math.PI / 3), tip(Math.PI)],
  ];
}
