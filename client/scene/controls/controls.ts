import type { Controls } from "../views.ts";
import { type Heading, turned } from "./heading.ts";
import { listenToKeyboard } from "./keyboard.ts";
import { listenToPointer } from "./pointer.ts";
import { directionsOf } from "./walking-keys.ts";

export interface ControlEvents {
  /** A click at this point of the screen, from -1 to 1 towards the right and up. True if something took it. */
  onClick(right: number, up: number): boolean;
  /** E was pressed. */
  onUse(): void;
}

export interface ControlDesk {
  read(): Controls;
  face(yaw: number): void;
  setEnabled(isEnabled: boolean): void;
  isEnabled(): boolean;
  dispose(): void;
}

/** Keyboard, mouse and fingers of the one player in front of this canvas. Yaw and pitch are kept here. */
export function listenToControls(canvas: HTMLCanvasElement, events: ControlEvents): ControlDesk {
  let enabled = true;
  let heading: Heading = { yaw: 0, pitch: 0 };
  const isEnabled = (): boolean => enabled;
  const keyboard = listenToKeyboard(isEnabled, events.onUse);
  const pointer = listenToPointer(canvas, {
    isEnabled,
    onTurn(yaw, pitch) {
      heading = turned(heading, yaw, pitch);
    },
    onClick: events.onClick,
  });
  return {
    read() {
      const keys = directionsOf(keyboard.held);
      const stick = pointer.stick();
      return { forward: keys.forward || stick.forward, right: keys.right || stick.right, ...heading };
    },
    face(yaw) {
      heading = turned({ yaw, pitch: 0 }, 0, 0);
    },
    setEnabled(wanted) {
      enabled = wanted;
      if (enabled) return;
      keyboard.releaseAll();
      pointer.release();
    },
    isEnabled,
    dispose() {
      keyboard.dispose();
      pointer.release();
      pointer.dispose();
    },
  };
}
