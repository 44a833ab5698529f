import { between, type Random } from "../worlds/random.ts";
import type { Mood } from "./moods.ts";
import { drawMotif, type Sheet } from "./motifs.ts";
import { blended, toned } from "./tone.ts";

/** The inside of an SVG: what is behind the figure, `glow` around its head. */
export function drawScenery(mood: Mood, { width, height }: Sheet, random: Random): string {
  const [top, middle, bottom] = mood.air;
  const glowX = Math.round(between(random, 38, 62));
  const ground =
    `<defs><linearGradient id="air" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${top}"/>` +
    `<stop offset="0.55" stop-color="${middle}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>` +
    `<radialGradient id="glow" cx="${glowX}%" cy="36%" r="55%"><stop offset="0" stop-color="${mood.glow}" stop-opacity="0.85"/>` +
    `<stop offset="0.45" stop-color="${mood.glow}" stop-opacity="0.3"/><stop offset="1" stop-color="${mood.glow}" stop-opacity="0"/></radialGradient></defs>` +
    `<rect width="${width}" height="${height}" fill="url(#air)"/>`;
  const glow = `<rect width="${width}" height="${height}" fill="url(#glow)"/>`;
  return (
    ground +
    strokes(mood, { width, height }, random, 150) +
    glow +
    drawMotif(mood, { width, height }, random) +
    strokes(mood, { width, height }, random, 60)
  );
}

/** Brush strokes in the air's own colours: without them a gradient looks like a gradient. */
function strokes(mood: Mood, { width, height }: Sheet, random: Random, count: number): string {
  const unit = Math.min(width, height);
  let drawn = "";
  for (let index = 0; index < count; index++) {
    const x = between(random, -0.05, 1.05) * width;
    const y = between(random, -0.05, 1.05) * height;
    const down = y / height;
    const base =
      down < 0.55
        ? blended(mood.air[0], mood.air[1], down / 0.55)
        : blended(mood.air[1], mood.air[2], (down - 0.55) / 0.45);
    const near = Math.max(0, 1 - Math.hypot(x / width - 0.5, y / height - 0.36) / 0.5);
    const colour = toned(blended(base, mood.glow, near * between(random, 0, 0.5)), between(random, 0.8, 1.22));
    const turn = between(random, -0.7, 0.7) + (x / width - 0.5);
    const reach = between(random, 0.05, 0.16) * unit;
    const [dx, dy] = [Math.cos(turn) * reach, Math.sin(turn) * reach];
    drawn += `<path d="M ${x.toFixed(0)} ${y.toFixed(0)} q ${(dx / 2 - dy / 4).toFixed(0)} ${(dy / 2 + dx / 4).toFixed(0)} ${dx.toFixed(0)} ${dy.toFixed(0)}" fill="none" stroke="${colour}" stroke-width="${(between(random, 0.012, 0.045) * unit) | 0}" stroke-linecap="round" opacity="${between(random, 0.18, 0.5).toFixed(2)}"/>`;
  }
  return drawn;
}
