import { Matrix } from "@babylonjs/core/Maths/math.vector";
import type { VertexData } from "@babylonjs/core/Meshes/mesh.vertexData";
import type { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import { wrapText } from "../../scene/label/wrap-text.ts";
import type { Rgb } from "../../scene/light/atmosphere.ts";
import { block, painted, placed } from "../../scene/shapes/solids.ts";
import { floatCanvas } from "../../scene/text-canvas.ts";
import type { PedestalSize } from "./pedestal.ts";

const PIXELS = { width: 640, height: 200 };
const NAME_FONT = "600 52px system-ui, sans-serif";
const MAKER_FONT = "400 36px system-ui, sans-serif";
const ROOM = PIXELS.width - 56;
/** How far it leans back, in radians: it is read from above. */
const LEAN = 0.75;

/** Where the sign of a pedestal is, in metres: its middle before the foot, its width, and half of its height. */
function spotOf({ radius, height }: PedestalSize) {
  const width = Math.min(Math.max(1.3 * radius, 0.55), 1.6);
  const half = (width * PIXELS.height) / PIXELS.width / 2;
  const lowest = half * Math.cos(LEAN) + 0.04;
  return { width, half, y: Math.max(lowest, height - 0.3), z: radius + 0.13 + half * Math.sin(LEAN) };
}

const STONE: Rgb = [0.42, 0.4, 0.46];
const BOARD = 0.04;

/** The board that the sign is on, and the post that it rests on. */
export function desk(size: PedestalSize): VertexData[] {
  const { width, half, y, z } = spotOf(size);
  const board = block(width + 0.05, 2 * half + 0.05, BOARD)
    .transform(Matrix.Translation(0, -half - 0.025, -BOARD / 2 - 0.004))
    .transform(Matrix.RotationX(-LEAN));
  return [painted(placed(board, 0, y, z), STONE), painted(placed(block(0.1, y, 0.08), 0, 0, z - 0.05), STONE)];
}

export interface Plaque {
  /** Redraws only if what is to be read has changed. */
  show(name: string, maker: string): void;
  /** Before the foot of this pedestal. */
  standBefore(size: PedestalSize): void;
  dispose(): void;
}

/** The sign at the foot of a pedestal. Both lines are other people's text: drawn on a canvas, never parsed. */
export function hangPlaque(root: TransformNode): Plaque {
  const canvas = floatCanvas("plaque", root.getScene(), PIXELS, 1);
  const { mesh } = canvas;
  mesh.billboardMode = 0;
  mesh.parent = root;
  // A plane is seen from its −z side; this one is read by who stands before the exhibit, at +z.
  mesh.rotation.set(LEAN, Math.PI, 0);
  let drawn = "";
  return {
    show(name, maker) {
      const wanted = `${name}\n${maker}`;
      if (wanted === drawn) return;
      drawn = wanted;
      canvas.draw((context) => paintPlaque(context, name, maker));
    },
    standBefore(size) {
      const { width, y, z } = spotOf(size);
      mesh.scaling.setAll(width);
      mesh.position.set(0, y, z);
    },
    dispose: () => canvas.dispose(),
  };
}

function paintPlaque(context: CanvasRenderingContext2D, name: string, maker: string): void {
  const { width, height } = PIXELS;
  context.fillStyle = "rgb(20 18 38)";
  context.strokeStyle = "rgb(214 178 120)";
  context.lineWidth = 6;
  context.beginPath();
  context.roundRect(4, 4, width - 8, height - 8, 20);
  context.fill();
  context.stroke();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = "#fbf4e6";
  context.font = NAME_FONT;
  const [title = ""] = wrapText(name, ROOM, 1, (line) => context.measureText(line).width);
  context.fillText(title, width / 2, maker === "" ? height / 2 : height * 0.37, ROOM);
  context.font = MAKER_FONT;
  context.fillStyle = "#c8bda6";
  context.fillText(maker, width / 2, height * 0.72, ROOM);
}
