import type { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import { wrapText } from "../../scene/label/wrap-text.ts";
import { floatCanvas } from "../../scene/text-canvas.ts";
import { FRAME_OUT } from "./picture-frame.ts";
import type { PictureSize } from "./picture-measures.ts";

const PIXELS = { width: 512, height: 104 };
const WIDTH = 1.1;
const HEIGHT = (WIDTH * PIXELS.height) / PIXELS.width;
const ROOM = PIXELS.width - 44;
/** The largest first; the small ones take two lines. */
const SIZES = [60, 50, 42, 35] as const;

export interface PicturePlaque {
  /** Redraws only if the name has changed. */
  show(name: string): void;
  hangUnder(size: PictureSize): void;
  dispose(): void;
}

/** The brass plate with the name, under a frame whose middle is `board`. The name is somebody's: drawn, never parsed. */
export function hangPicturePlaque(board: TransformNode): PicturePlaque {
  const canvas = floatCanvas("picture-plaque", board.getScene(), PIXELS, WIDTH);
  const { mesh } = canvas;
  mesh.billboardMode = 0;
  mesh.parent = board;
  mesh.rotation.y = Math.PI;
  let drawn: string | null = null;
  return {
    show(name) {
      if (name === drawn) return;
      drawn = name;
      canvas.draw((context) => paintPlaque(context, name));
    },
    hangUnder: ({ height }) => mesh.position.set(0, -height / 2 - FRAME_OUT - HEIGHT / 2 - 0.015, 0.01),
    dispose: () => canvas.dispose(),
  };
}

function paintPlaque(context: CanvasRenderingContext2D, name: string): void {
  const { width, height } = PIXELS;
  const brass = context.createLinearGradient(0, 0, width, height);
  brass.addColorStop(0, "#8f6d35");
  brass.addColorStop(0.45, "#e6c684");
  brass.addColorStop(1, "#86632c");
  context.fillStyle = brass;
  context.beginPath();
  context.roundRect(2, 2, width - 4, height - 4, 12);
  context.fill();
  context.strokeStyle = "#3a2812";
  context.lineWidth = 3;
  context.beginPath();
  context.roundRect(9, 9, width - 18, height - 18, 8);
  context.stroke();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = "#1d1206";
  const { lines, size } = fitted(context, name);
  lines.forEach((line, index) => {
    context.fillText(line, width / 2, height / 2 + (index - (lines.length - 1) / 2) * size * 1.05, ROOM);
  });
}

function fitted(context: CanvasRenderingContext2D, name: string): { lines: string[]; size: number } {
  const widthOf = (line: string): number => context.measureText(line).width;
  for (const size of SIZES) {
    context.font = `600 ${size}px Georgia, "Times New Roman", serif`;
    const most = size <= 42 ? 2 : 1;
    const lines = wrapText(name, ROOM, most + 1, widthOf);
    if (lines.length <= most) return { lines, size };
  }
  return { lines: wrapText(name, ROOM, 2, widthOf), size: SIZES[SIZES.length - 1] ?? 35 };
}
