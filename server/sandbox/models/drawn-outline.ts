import { smoothstep } from "../worlds/curves.ts";
import type { Outline } from "./outline.ts";
import { sample, uphill } from "./plane.ts";
import type { SkinArea } from "./skin.ts";

/** A line drawn around an object is no deeper than this, in the outline's pixels, and what it encloses begins here. */
const DEEPEST = 5;
const WITHIN = 6.5;
/** How much darker than what it encloses a line is: 0..255, as the eye weighs colours. */
const DARKER_BY = 40;
/** A drawing has its line along at least this share of its rim; a black nose is not one. */
const LEAST_SHARE = 0.6;

/**
 * Cartoons have a dark line around them, which on the sides of a solid would become broad black bands. Tells how much a
 * place belongs to such a line, 0..1; 0 everywhere in a picture that has none.
 */
export function drawnOutline(area: SkinArea, rgb: Float32Array, outline: Outline): (x: number, y: number) => number {
  const lightnessAt = (x: number, y: number) => {
    const column = Math.round((x - area.left) / area.stepX);
    const row = Math.round((y - area.top) / area.stepY);
    if (column < 0 || row < 0 || column >= area.width || row >= area.height) return 0;
    const at = (row * area.width + column) * 3;
    return 0.299 * (rgb[at] ?? 0) + 0.587 * (rgb[at + 1] ?? 0) + 0.114 * (rgb[at + 2] ?? 0);
  };
  /** Null where the object is too thin for a line to have an inside. */
  const darknessAt = (x: number, y: number): number | null => {
    const inside = sample(outline.rim, x, y);
    const [dx, dy] = uphill(outline.rim, x, y);
    const [inX, inY] = [x + dx * (WITHIN - inside), y + dy * (WITHIN - inside)];
    return sample(outline.rim, inX, inY) < DEEPEST ? null : lightnessAt(inX, inY) - lightnessAt(x, y);
  };
  let [lines, places] = [0, 0];
  for (let y = 0; y < outline.height; y++) {
    for (let x = 0; x < outline.width; x++) {
      if (Math.abs(sample(outline.rim, x, y) - 1.5) > 0.5) continue;
      const darkness = darknessAt(x, y);
      if (darkness === null) continue;
      places++;
      if (darkness > DARKER_BY) lines++;
    }
  }
  if (lines < places * LEAST_SHARE || places === 0) return () => 0;
  return (x, y) => {
    const inside = sample(outline.rim, x, y);
    if (inside <= 0 || inside >= DEEPEST) return 0;
    return smoothstep(DARKER_BY * 0.4, DARKER_BY, darknessAt(x, y) ?? 0);
  };
}
