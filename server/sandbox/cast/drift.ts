import { hex } from "../worlds/colour.ts";
import { between, type Random } from "../worlds/random.ts";
import type { Frame } from "./film.ts";
import type { Mood } from "./moods.ts";

interface Mote {
  readonly x: number;
  readonly y: number;
  /** Heights of the picture that it falls in one round; a whole number, so that a round ends where it began. */
  readonly falls: number;
  readonly sway: number;
  readonly phase: number;
  /** A share of the height. */
  readonly radius: number;
  readonly strength: number;
}

/** Motes of light before the picture: snow and rain fall, embers rise, dust hangs. One round is 0 to 1. */
export function createDrift(mood: Mood, random: Random): (frame: Frame, round: number) => void {
  const falls = {
    peaks: 1,
    rain: 3,
    blossoms: 1,
    trunks: 1,
    flames: -1,
    skyline: -1,
    stars: 0,
    waves: 0,
    rays: -1,
    dunes: 0,
    arches: 0,
  }[mood.motif];
  const motes: Mote[] = Array.from({ length: mood.motif === "rain" ? 70 : 36 }, () => ({
    x: random(),
    y: random(),
    falls,
    sway: between(random, 0.01, 0.04),
    phase: random(),
    radius: between(random, 0.003, mood.motif === "rain" ? 0.004 : 0.011),
    strength: between(random, 0.25, 0.8),
  }));
  const [red, green, blue] = hex(mood.glow);
  return (frame, round) => {
    for (const mote of motes) {
      const turn = Math.PI * 2 * (round + mote.phase);
      const y = mote.y + mote.falls * round;
      const x = mote.x + mote.sway * Math.sin(turn);
      const strength = mote.strength * (0.65 + 0.35 * Math.cos(turn * 2));
      glimmer(
        frame,
        (x - Math.floor(x)) * frame.width,
        (y - Math.floor(y)) * frame.height,
        mote.radius * frame.height,
        [red * strength, green * strength, blue * strength],
      );
    }
  };
}

function glimmer(
  { data, width, height }: Frame,
  x: number,
  y: number,
  radius: number,
  [red, green, blue]: readonly [number, number, number],
) {
  const reach = Math.ceil(radius * 2);
  for (let row = Math.max(0, Math.round(y) - reach); row <= Math.min(height - 1, Math.round(y) + reach); row++) {
    for (
      let column = Math.max(0, Math.round(x) - reach);
      column <= Math.min(width - 1, Math.round(x) + reach);
      column++
    ) {
      const apart = ((column - x) ** 2 + (row - y) ** 2) / radius ** 2;
      if (apart > 4) continue;
      const share = Math.exp(-apart * 1.4);
      const at = (row * width + column) * 3;
      data[at] = 255 - (255 - (data[at] ?? 0)) * (1 - red * share);
      data[at + 1] = 255 - (255 - (data[at + 1] ?? 0)) * (1 - green * share);
      data[at + 2] = 255 - (255 - (data[at + 2] ?? 0)) * (1 - blue * share);
    }
  }
}
