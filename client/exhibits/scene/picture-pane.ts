import type { TransformNode } from "@babylonjs/core/Meshes/transformNode";
import type { LabelLine } from "../../scene/label/floating-label.ts";
import { cssColour } from "../../scene/label/status-colour.ts";
import { wrapText } from "../../scene/label/wrap-text.ts";
import type { Rgb } from "../../scene/light/atmosphere.ts";
import { floatCanvas } from "../../scene/text-canvas.ts";
import type { PictureSize } from "./picture-measures.ts";

/** Pixels for each metre of the frame: letters are to be read from 10 m, not from 10 cm. */
const PIXELS_PER_METRE = 340;
/** Before the picture, in metres. */
const FRONT = 0.02;

export interface PicturePane {
  /** Redraws only if what is to be read has changed. */
  show(lines: readonly LabelLine[], accent: Rgb, cover: PaneCover): void;
  dispose(): void;
}

/** Words on dark glass over the whole frame below the sitter's outline, on all of it, or on a strip over a picture. */
type PaneCover = "below" | "whole" | "strip";

/** The words in a frame of this size, whose middle is `board`. Much of it is other people's: drawn, never parsed. */
export function hangPane(board: TransformNode, { width, height }: PictureSize): PicturePane {
  const pixels = { width: Math.round(width * PIXELS_PER_METRE), height: Math.round(height * PIXELS_PER_METRE) };
  const canvas = floatCanvas("pane", board.getScene(), pixels, width);
  const { mesh } = canvas;
  mesh.billboardMode = 0;
  mesh.parent = board;
  mesh.position.z = FRONT;
  // A plane is seen from its −z side; this one is read by who stands before the exhibit, at +z.
  mesh.rotation.y = Math.PI;
  let drawn = "";
  return {
    show(lines, accent, cover) {
      const wanted = JSON.stringify([lines, accent, cover]);
      if (wanted === drawn) return;
      drawn = wanted;
      canvas.draw((context) => paintPane(context, pixels, lines, cssColour(accent), cover));
    },
    dispose: () => canvas.dispose(),
  };
}

/** As shares of the pane's shorter side. */
const SIZES: Readonly<Record<LabelLine["role"], number>> = {
  headline: 0.125,
  title: 0.085,
  detail: 0.052,
  hint: 0.065,
};
const MOST_LINES = 8;

interface Row {
  readonly text: string;
  readonly font: string;
  readonly size: number;
  readonly colour: string;
}

function paintPane(
  context: CanvasRenderingContext2D,
  pixels: { readonly width: number; readonly height: number },
  lines: readonly LabelLine[],
  accent: string,
  cover: PaneCover,
): void {
  const unit = Math.min(pixels.width, pixels.height);
  const room = pixels.width - unit * 0.1;
  const top = cover === "below" ? pixels.height * 0.47 : cover === "strip" ? pixels.height * 0.68 : 0;
  context.fillStyle = cover === "strip" ? "rgb(8 10 30 / 0.78)" : "rgb(8 10 30 / 0.86)";
  const glassTop = cover === "strip" ? top : 0;
  context.fillRect(0, glassTop, pixels.width, pixels.height - glassTop);
  let rows: Row[] = [];
  for (let shrink = 1; shrink > 0.4; shrink -= 0.08) {
    rows = lines.flatMap((line) => rowsOf(context, line, unit * shrink, room, accent));
    if (heightOf(rows) <= pixels.height - top - unit * 0.06) break;
  }
  let y = top + (pixels.height - top - heightOf(rows)) / 2;
  context.textAlign = "center";
  context.textBaseline = "middle";
  for (const { text, font, size, colour } of rows) {
    context.font = font;
    context.fillStyle = colour;
    context.fillText(text, pixels.width / 2, y + (size * LEADING) / 2, room);
    y += size * LEADING;
  }
}

const LEADING = 1.22;
const heightOf = (rows: readonly Row[]): number => rows.reduce((sum, { size }) => sum + size * LEADING, 0);

function rowsOf(
  context: CanvasRenderingContext2D,
  { text, role, maxLines }: LabelLine,
  unit: number,
  room: number,
  accent: string,
): Row[] {
  const size = unit * SIZES[role];
  const font = `${role === "detail" ? 400 : 700} ${Math.round(size)}px system-ui, sans-serif`;
  const colour = role === "title" ? "#f7f3ff" : role === "detail" ? "#c9c3e2" : accent;
  context.font = font;
  // A headline is never cut: the figure at its end is what people look for.
  const most = role === "headline" ? MOST_LINES : maxLines;
  const widthOf = (line: string): number => context.measureText(line).width;
  // The figure has a line of its own, or it would be parted from its sign.
  const parts = role === "headline" ? text.split(/(?<=\.\.\.)\s/) : [text];
  return parts
    .flatMap((part) => wrapText(part, room, most, widthOf))
    .map((line) => ({ text: line, font, size, colour }));
}
