import { STICK_SHARE, stickDirections } from "./walking-stick.ts";

/** Radians per pixel. */
const LOCKED_TURN = 0.0022;
const DRAGGED_TURN = 0.0045;
/** Pixels that a press may move and still be a click. */
const CLICK_SLACK = 6;
/** Some browsers report a jump of hundreds of pixels when the pointer is locked or unlocked. */
const LARGEST_STEP = 250;

export interface PointerEvents {
  isEnabled(): boolean;
  onTurn(yaw: number, pitch: number): void;
  /** A click at this point of the screen, from -1 to 1 towards the right and up. True if something took it. */
  onClick(right: number, up: number): boolean;
}

export interface Pointer {
  /** Where a finger on the left of the screen walks to. */
  stick(): { forward: -1 | 0 | 1; right: -1 | 0 | 1 };
  release(): void;
  dispose(): void;
}

interface Press {
  readonly startX: number;
  readonly startY: number;
  readonly isStick: boolean;
  lastX: number;
  lastY: number;
  hasMoved: boolean;
}

/**
 * Looking around: a click locks the pointer and Escape (the browser's own) releases it; dragging works without the
 * lock, for fingers and wherever it is refused. A finger on the left of the screen walks instead. The canvas has to have
 * the style `touch-action: none`, or the browser takes a finger's way for scrolling.
 */
export function listenToPointer(canvas: HTMLCanvasElement, events: PointerEvents): Pointer {
  const presses = new Map<number, Press>();
  const listening = new AbortController();
  const options = { signal: listening.signal };
  const isLocked = (): boolean => document.pointerLockElement === canvas;

  canvas.addEventListener(
    "pointerdown",
    (event) => {
      if (!events.isEnabled() || event.button !== 0) return;
      const { clientX, clientY, pointerId, pointerType } = event;
      const isStick = pointerType === "touch" && clientX < canvas.clientWidth * STICK_SHARE;
      presses.set(pointerId, {
        startX: clientX,
        startY: clientY,
        lastX: clientX,
        lastY: clientY,
        isStick,
        hasMoved: false,
      });
      if (!isLocked()) canvas.setPointerCapture(pointerId);
    },
    options,
  );
  canvas.addEventListener(
    "pointermove",
    (event) => {
      if (!events.isEnabled()) return;
      if (isLocked()) {
        const [dx, dy] = [event.movementX, event.movementY];
        if (Math.hypot(dx, dy) < LARGEST_STEP) events.onTurn(dx * LOCKED_TURN, -dy * LOCKED_TURN);
        return;
      }
      const press = presses.get(event.pointerId);
      if (press === undefined) return;
      const [dx, dy] = [event.clientX - press.lastX, event.clientY - press.lastY];
      press.lastX = event.clientX;
      press.lastY = event.clientY;
      press.hasMoved ||= Math.hypot(event.clientX - press.startX, event.clientY - press.startY) > CLICK_SLACK;
      if (press.isStick || !press.hasMoved) return;
      // A finger drags the world along; a mouse steers the eye, as it does when it is locked.
      const sense = event.pointerType === "touch" ? -1 : 1;
      events.onTurn(sense * dx * DRAGGED_TURN, -sense * dy * DRAGGED_TURN);
    },
    options,
  );
  canvas.addEventListener(
    "pointerup",
    (event) => {
      const press = presses.get(event.pointerId);
      presses.delete(event.pointerId);
      if (press === undefined || press.hasMoved || !events.isEnabled()) return;
      const [right, up] = isLocked()
        ? [0, 0]
        : [(2 * event.offsetX) / canvas.clientWidth - 1, 1 - (2 * event.offsetY) / canvas.clientHeight];
      if (events.onClick(right, up) || event.pointerType === "touch" || isLocked()) return;
      lockPointer(canvas);
    },
    options,
  );
  canvas.addEventListener("pointercancel", (event) => void presses.delete(event.pointerId), options);
  return {
    stick() {
      const press = [...presses.values()].find(({ isStick }) => isStick);
      return stickDirections(press ? press.lastX - press.startX : 0, press ? press.lastY - press.startY : 0);
    },
    release() {
      presses.clear();
      if (isLocked()) document.exitPointerLock();
    },
    dispose: () => listening.abort(),
  };
}

/** Browsers refuse the lock without a screen, in some frames and for a second after Escape; dragging still works then. */
function lockPointer(canvas: HTMLCanvasElement): void {
  const dragInstead = (): void => undefined;
  Promise.resolve(canvas.requestPointerLock()).catch(dragInstead);
}
