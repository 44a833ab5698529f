import { Engine } from "@babylonjs/core/Engines/engine";
import { Logger } from "@babylonjs/core/Misc/logger";
import type { Device } from "./device.ts";

/** Sharper than this costs more than it shows. */
const SHARPEST_DESKTOP = 2;
const SHARPEST_PHONE = 1.5;

export interface OpenEngine {
  readonly engine: Engine;
  dispose(): void;
}

/**
 * Babylon's engine on this canvas, which keeps its size in step with the page. Smoothing of edges is left out where the
 * processor draws: it costs a third of the frame rate there.
 */
export function openEngine(canvas: HTMLCanvasElement, device: Device, onContextLost: () => void): OpenEngine {
  // The banner of every start is no news to anybody.
  Logger.LogLevels = Logger.WarningLogLevel | Logger.ErrorLogLevel;
  const engine = new Engine(canvas, !device.hasSoftwareRenderer, {
    alpha: false,
    stencil: false,
    powerPreference: "high-performance",
    doNotHandleContextLost: true,
  });
  const sharpest = device.hasCoarsePointer ? SHARPEST_PHONE : SHARPEST_DESKTOP;
  const sharpen = (): void => engine.setHardwareScalingLevel(1 / Math.min(window.devicePixelRatio, sharpest));
  sharpen();
  const sizes = new ResizeObserver(() => {
    sharpen();
    engine.resize();
  });
  sizes.observe(canvas);
  canvas.addEventListener("webglcontextlost", onContextLost);
  return {
    engine,
    dispose() {
      sizes.disconnect();
      canvas.removeEventListener("webglcontextlost", onContextLost);
      engine.dispose();
    },
  };
}
