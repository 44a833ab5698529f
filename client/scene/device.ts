/** What decides how much this device is given to draw. */
export interface Device {
  /** WebGL is drawn by the processor. */
  readonly hasSoftwareRenderer: boolean;
  /** Fingers, not a mouse: a phone or a tablet. */
  readonly hasCoarsePointer: boolean;
  /** Null where the browser does not tell. */
  readonly memoryGb: number | null;
  readonly prefersReducedMotion: boolean;
}

const SOFTWARE_RENDERERS = /swiftshader|llvmpipe|software|basic render/i;
const ENOUGH_MEMORY_GB = 4;

export const isSoftwareRenderer = (renderer: string): boolean => SOFTWARE_RENDERERS.test(renderer);

/** Whether the 500k tier may follow the 100k one. */
export const takesBetterTier = (device: Device): boolean =>
  !device.hasSoftwareRenderer && !device.hasCoarsePointer && (device.memoryGb ?? ENOUGH_MEMORY_GB) >= ENOUGH_MEMORY_GB;

/** Reads the device; null when it has no WebGL 2. Opens a context of its own, which is given back at once. */
export function readDevice(): Device | null {
  const context = document.createElement("canvas").getContext("webgl2");
  if (context === null) return null;
  const naming = context.getExtension("WEBGL_debug_renderer_info");
  const renderer: unknown = context.getParameter(naming?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER);
  context.getExtension("WEBGL_lose_context")?.loseContext();
  const memory: unknown = "deviceMemory" in navigator ? navigator.deviceMemory : null;
  return {
    hasSoftwareRenderer: isSoftwareRenderer(String(renderer)),
    hasCoarsePointer: matchMedia("(pointer: coarse)").matches,
    memoryGb: typeof memory === "number" ? memory : null,
    prefersReducedMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,
  };
}
