import type { TargetCamera } from "@babylonjs/core/Cameras/targetCamera";
import type { Scene } from "@babylonjs/core/scene";
import type { Rgb } from "../light/atmosphere.ts";
import { floatCanvas } from "../text-canvas.ts";
import { labelStance } from "./label-stance.ts";
import { cssColour } from "./status-colour.ts";
import { wrapText } from "./wrap-text.ts";

export interface LabelLine {
  readonly text: string;
  readonly role: "headline" | "title" | "detail" | "hint";
  readonly maxLines: number;
}

/** The foot of the thing that a label belongs to, and how high above it the label floats, in metres. */
interface LabelSpot {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly above: number;
}

const PIXELS = { width: 768, height: 400 };
const WIDTH_METRES = 2.9;
const METRES_PER_PIXEL = WIDTH_METRES / PIXELS.width;
const PADDING = 26;
/** In front of the thing, towards the eye, in metres: far enough not to cut into what is seen from the side. */
const FORWARD = 1.25;
/** Close by, at most this share of the way to the eye. */
const FORWARD_SHARE = 0.4;
/** Farther off, in metres, nobody can read it. */
const REACH = 75;

interface LineStyle {
  readonly weight: number;
  /** In pixels. */
  readonly size: number;
  readonly lineHeight: number;
  readonly colour: string | null;
}

const STYLE: Readonly<Record<LabelLine["role"], LineStyle>> = {
  headline: { weight: 700, size: 46, lineHeight: 58, colour: null },
  title: { weight: 500, size: 34, lineHeight: 42, colour: "#f7f3ff" },
  detail: { weight: 400, size: 28, lineHeight: 37, colour: "#c9c3e2" },
  hint: { weight: 700, size: 32, lineHeight: 46, colour: null },
};

const fontOf = ({ weight, size }: LineStyle): string => `${weight} ${size}px system-ui, sans-serif`;

export interface FloatingLabel {
  /** Redraws only if what is to be read has changed. `accent` is the colour of the edge, the headline and the hint. */
  show(lines: readonly LabelLine[], accent: Rgb): void;
  /** Every frame: turns to the eye, at a size and height at which it can be read. */
  follow(eye: TargetCamera, spot: LabelSpot): void;
  dispose(): void;
}

/** The text that floats at a thing. Much of it is other people's: drawn on a canvas, never parsed. */
export function floatLabel(scene: Scene, name: string): FloatingLabel {
  const canvas = floatCanvas(name, scene, PIXELS, WIDTH_METRES);
  let drawn = "";
  let height = 0;
  return {
    show(lines, accent) {
      const wanted = JSON.stringify([lines, accent]);
      if (wanted === drawn) return;
      drawn = wanted;
      canvas.draw((context) => {
        height = paintLabel(context, lines, cssColour(accent)) * METRES_PER_PIXEL;
      });
    },
    follow(eye, spot) {
      const [dx, dz] = [eye.position.x - spot.x, eye.position.z - spot.z];
      const distance = Math.hypot(dx, dz);
      canvas.mesh.setEnabled(distance < REACH);
      const forward = Math.min(FORWARD / Math.max(distance, 0.001), FORWARD_SHARE);
      const { bottom, scale } = labelStance(distance * (1 - forward), eye.position.y - spot.y, height, spot.above);
      const middle = spot.y + bottom + (PIXELS.height / 2) * METRES_PER_PIXEL * scale;
      canvas.mesh.position.set(spot.x + dx * forward, middle, spot.z + dz * forward);
      canvas.mesh.scaling.setAll(scale);
    },
    dispose: () => canvas.dispose(),
  };
}

/** Draws the lines on a panel that stands on the canvas's lower edge. Returns the panel's height in pixels. */
function paintLabel(context: CanvasRenderingContext2D, lines: readonly LabelLine[], accent: string): number {
  const room = PIXELS.width - 2 * PADDING - 20;
  const rows = lines.flatMap(({ text, role, maxLines }) => {
    const style = STYLE[role];
    context.font = fontOf(style);
    // A headline is never cut: the figure at its end is what people look for.
    const shrunk = role === "headline" ? Math.min(1, room / context.measureText(text).width) : 1;
    const font = fontOf({ ...style, size: Math.floor(style.size * shrunk) });
    context.font = font;
    const widthOf = (line: string): number => context.measureText(line).width;
    return wrapText(text, room, maxLines, widthOf).map((line) => ({ line, ...style, font, width: widthOf(line) }));
  });
  const height = rows.reduce((sum, row) => sum + row.lineHeight, 2 * PADDING - 8);
  const width = Math.max(...rows.map((row) => row.width), 0) + 2 * PADDING + 16;
  const left = (PIXELS.width - width) / 2;
  let top = PIXELS.height - height - 3;
  context.fillStyle = "rgba(13, 12, 30, 0.9)";
  context.strokeStyle = accent;
  context.lineWidth = 4;
  context.beginPath();
  context.roundRect(left, top, width, height, 26);
  context.fill();
  context.stroke();
  context.textAlign = "center";
  context.textBaseline = "middle";
  top += PADDING - 4;
  for (const row of rows) {
    context.font = row.font;
    context.fillStyle = row.colour ?? accent;
    context.fillText(row.line, PIXELS.width / 2, top + row.lineHeight / 2, room);
    top += row.lineHeight;
  }
  return height;
}
