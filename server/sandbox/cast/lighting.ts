import { hex } from "../worlds/colour.ts";
import { clamp, smoothstep } from "../worlds/curves.ts";
import { createNoise } from "../worlds/noise.ts";
import type { Random } from "../worlds/random.ts";
import type { Mood } from "./moods.ts";

/** Rows from the top, 3 or 4 bytes a pixel as the user says. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** How far the light reaches around an edge, as a share of the height. */
const RIM = 0.012;
/** How far the figure's shadow falls beside it, as a share of the height. */
const SHADOW = 0.035;

/** Puts a figure (RGBA) before its scenery (RGBA) and lights both from one side; RGB. */
export function shadeFigure(scenery: Pixels, figure: Pixels, mood: Mood, random: Random): Pixels {
  const { width, height } = scenery;
  const cover = new Float32Array(width * height);
  for (let index = 0; index < cover.length; index++) cover[index] = (figure.data[index * 4 + 3] ?? 0) / 255;
  const near = blurred(cover, width, height, Math.round(height * RIM));
  const far = blurred(cover, width, height, Math.round(height * SHADOW));

  const fromRight = random() < 0.5;
  const lightSign = fromRight ? 1 : -1;
  const noise = createNoise(`canvas ${random()}`);
  const [light, shade, glow] = [hex(mood.light), hex(mood.shade), hex(mood.glow)];
  const shift = Math.round(height * RIM) * lightSign;
  const shadowShift = -Math.round(height * SHADOW) * lightSign;
  const painted = new Uint8Array(width * height * 3);

  for (let y = 0; y < height; y++) {
    const v = y / height;
    for (let x = 0; x < width; x++) {
      const u = x / width;
      const index = y * width + x;
      const inside = cover[index] ?? 0;
      const brush = noise.flat(u * 9 + v * 5, v * 26 - u * 4) * 0.045 + noise.flat(x * 0.31, y * 0.31) * 0.03;
      // From the lit side to the other, and downwards.
      const across = clamp(0.5 + lightSign * (u - 0.5) * 1.5, 0, 1);
      const day = clamp(0.38 + across * 0.85 - Math.max(0, v - 0.6) * 0.9, 0, 1);
      const corner = 1 - 0.62 * smoothstep(0.32, 0.78, Math.hypot((u - 0.5) * 0.92, v - 0.46));
      const shadow = (far[y * width + clamp(x - shadowShift, 0, width - 1)] ?? 0) * 0.45;
      const edge =
        inside *
        clamp(
          (inside - (near[Math.max(0, y - Math.abs(shift)) * width + clamp(x + shift, 0, width - 1)] ?? 0)) * 1.5,
          0,
          1,
        ) *
        (1 - smoothstep(0.75, 1, v));
      for (let channel = 0; channel < 3; channel++) {
        const behind = ((scenery.data[index * 4 + channel] ?? 0) / 255) * (1 - shadow * (1 - (shade[channel] ?? 0)));
        const plain = (figure.data[index * 4 + channel] ?? 0) / 255;
        const tone = (shade[channel] ?? 0) * 0.5 + 0.52;
        const shaded =
          plain * (tone + ((light[channel] ?? 0) * 0.32 + 0.82 - tone) * day) + (glow[channel] ?? 0) * edge * 0.75;
        const value = (behind + (shaded - behind) * inside) * corner * (1 + brush);
        painted[index * 3 + channel] = clamp(value, 0, 1) * 255;
      }
    }
  }
  return { data: painted, width, height };
}

/** A box blur, twice in each direction: near enough to a bell. */
function blurred(values: Float32Array, width: number, height: number, radius: number): Float32Array {
  let from = values;
  for (let pass = 0; pass < 2; pass++) {
    from = slid(from, width, height, 1, width, radius);
    from = slid(from, height, width, width, 1, radius);
  }
  return from;
}

function slid(
  values: Float32Array,
  length: number,
  lines: number,
  step: number,
  lineStep: number,
  radius: number,
): Float32Array {
  const out = new Float32Array(values.length);
  const at = (line: number, place: number) => values[line * lineStep + clamp(place, 0, length - 1) * step] ?? 0;
  for (let line = 0; line < lines; line++) {
    let sum = 0;
    for (let place = -radius; place <= radius; place++) sum += at(line, place);
    for (let place = 0; place < length; place++) {
      out[line * lineStep + place * step] = sum / (2 * radius + 1);
      sum += at(line, place + radius + 1) - at(line, place - radius);
    }
  }
  return out;
}
