import type { TargetCamera } from "@babylonjs/core/Cameras/targetCamera";
import type { Scene } from "@babylonjs/core/scene";
import { floatCanvas } from "../../scene/text-canvas.ts";
import type { PortalView } from "../../scene/views.ts";
import { labelStance } from "./label-stance.ts";
import { type LabelLine, labelText } from "./label-text.ts";
import { cssColour, STATUS_COLOUR } from "./portal-colours.ts";
import { wrapText } from "./wrap-text.ts";

const PIXELS = { width: 768, height: 400 };
const WIDTH_METRES = 2.9;
const METRES_PER_PIXEL = WIDTH_METRES / PIXELS.width;
const PADDING = 26;
/** In front of the portal, towards the eye, in metres: far enough not to cut into a frame that is seen from the side. */
const FORWARD = 1.25;
/** Close by, at most this share of the way to the eye. */
const FORWARD_SHARE = 0.4;
/** Farther off, in metres, nobody can read it. */
const REACH = 75;

const STYLE: Readonly<Record<LabelLine["role"], { font: string; lineHeight: number; colour: string | null }>> = {
  headline: { font: "700 46px system-ui, sans-serif", lineHeight: 58, colour: null },
  title: { font: "500 34px system-ui, sans-serif", lineHeight: 42, colour: "#f7f3ff" },
  detail: { font: "400 28px system-ui, sans-serif", lineHeight: 37, colour: "#c9c3e2" },
  hint: { font: "700 32px system-ui, sans-serif", lineHeight: 46, colour: null },
};

export interface PortalLabel {
  /** Redraws only if what is to be read has changed. */
  show(portal: PortalView): void;
  /** Every frame: turns to the eye, at a size and height at which it can be read. */
  follow(eye: TargetCamera): void;
  dispose(): void;
}

/** The text that floats at a portal. Titles and details are other people's text: drawn on a canvas, never parsed. */
export function floatLabel(scene: Scene, portal: PortalView): PortalLabel {
  const canvas = floatCanvas(`label-${portal.id}`, scene, PIXELS, WIDTH_METRES);
  let drawn = "";
  let height = 0;
  return {
    show(current) {
      const lines = labelText(current);
      const wanted = JSON.stringify(lines);
      if (wanted === drawn) return;
      drawn = wanted;
      canvas.draw((context) => {
        height = paintLabel(context, lines, cssColour(STATUS_COLOUR[current.status])) * METRES_PER_PIXEL;
      });
    },
    follow(eye) {
      const [dx, dz] = [eye.position.x - portal.x, eye.position.z - portal.z];
      const distance = Math.hypot(dx, dz);
      canvas.mesh.setEnabled(distance < REACH);
      const forward = Math.min(FORWARD / Math.max(distance, 0.001), FORWARD_SHARE);
      const { bottom, scale } = labelStance(distance * (1 - forward), eye.position.y - portal.y, height);
      const middle = portal.y + bottom + (PIXELS.height / 2) * METRES_PER_PIXEL * scale;
      canvas.mesh.position.set(portal.x + dx * forward, middle, portal.z + dz * forward);
      canvas.mesh.scaling.setAll(scale);
    },
    dispose: () => canvas.dispose(),
  };
}

/** Draws the lines on a panel that stands on the canvas's lower edge. Returns the panel's height in pixels. */
function paintLabel(context: CanvasRenderingContext2D, lines: readonly LabelLine[], accent: string): number {
  const room = PIXELS.width - 2 * PADDING - 20;
  const rows = lines.flatMap(({ text, role, maxLines }) => {
    context.font = STYLE[role].font;
    return wrapText(text, room, maxLines, (line) => context.measureText(line).width).map((line) => ({
      line,
      ...STYLE[role],
      width: context.measureText(line).width,
    }));
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
