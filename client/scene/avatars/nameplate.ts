import type { Scene } from "@babylonjs/core/scene";
import { floatCanvas, type TextCanvas } from "../text-canvas.ts";
import type { PlayerView } from "../views.ts";

const PIXELS = { width: 512, height: 104 };
const WIDTH_METRES = 1.6;
const NAME_FONT = "600 44px system-ui, sans-serif";
const NOTE_FONT = "500 26px system-ui, sans-serif";

export interface Nameplate {
  readonly canvas: TextCanvas;
  /** Redraws only when what is to be read has changed. */
  show(player: PlayerView): void;
}

const noteOf = (player: PlayerView): string => (player.loading ? "loading…" : player.away ? "away" : "");

/** A name, and under it what keeps the player from answering. The name is another person's text: drawn, never parsed. */
export function hangNameplate(scene: Scene, player: PlayerView): Nameplate {
  const canvas = floatCanvas(`name-${player.sessionId}`, scene, PIXELS, WIDTH_METRES);
  let drawn = "";
  return {
    canvas,
    show(current) {
      const note = noteOf(current);
      const wanted = `${current.name}\n${note}`;
      if (wanted === drawn) return;
      drawn = wanted;
      canvas.draw((context) => paintNameplate(context, current.name, note));
      canvas.dim(current.away ? 0.6 : 1);
    },
  };
}

function paintNameplate(context: CanvasRenderingContext2D, name: string, note: string): void {
  const middle = PIXELS.width / 2;
  context.font = NAME_FONT;
  const width = Math.min(context.measureText(name).width, PIXELS.width - 60) + 52;
  const height = note === "" ? 66 : 98;
  context.fillStyle = "rgba(14, 13, 30, 0.82)";
  context.beginPath();
  context.roundRect(middle - width / 2, PIXELS.height - height - 2, width, height, 24);
  context.fill();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = "#f6f1ff";
  context.fillText(name, middle, PIXELS.height - height + 32, PIXELS.width - 60);
  if (note === "") return;
  context.font = NOTE_FONT;
  context.fillStyle = "#b9b2d8";
  context.fillText(note, middle, PIXELS.height - 25, PIXELS.width - 60);
}
