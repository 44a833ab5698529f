import { smoothstep } from "../worlds/curves.ts";
import type { Frame } from "./film.ts";
import { samplePixel } from "./sampling.ts";

/** Where a picture is while it moves, as shares of its width or height; `zoom` 1 shows all of it. */
export interface Stance {
  readonly zoom: number;
  /** The viewer's eye to the right and down: what is near moves against it more than what is far. */
  readonly eyeX: number;
  readonly eyeY: number;
  /** How much the chest is raised, 0 to 1. */
  readonly breath: number;
  /** How far the head leans, in radians. */
  readonly lean: number;
}

const NEAR_SHIFT = 0.022;
const BREATH_RISE = 0.008;
const NECK_X = 0.5;
const NECK_Y = 0.64;

/** A bust is guessed: a head in the upper middle over shoulders that fill the lower edge. It does no harm to a landscape. */
export function createSwaying(picture: Frame): (stance: Stance) => Frame {
  const { width, height } = picture;
  const nearness = new Float32Array(width * height);
  const headness = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const u = x / width;
      const v = y / height;
      const head = 1 - smoothstep(0.75, 1.5, Math.hypot((u - 0.5) / 0.3, (v - 0.38) / 0.28));
      const chest = 1 - smoothstep(0.75, 1.35, Math.hypot((u - 0.5) / 0.5, (v - 1) / 0.34));
      nearness[y * width + x] = Math.max(head, chest * 0.8);
      headness[y * width + x] = head * (1 - smoothstep(NECK_Y - 0.12, NECK_Y + 0.06, v));
    }
  }
  return ({ zoom, eyeX, eyeY, breath, lean }) => {
    const data = new Uint8Array(width * height * 3);
    const sine = Math.sin(lean);
    for (let y = 0; y < height; y++) {
      const v = 0.5 + (y / height - 0.5) / zoom;
      for (let x = 0; x < width; x++) {
        const u = 0.5 + (x / width - 0.5) / zoom;
        const place = Math.min(height - 1, Math.round(v * height)) * width + Math.min(width - 1, Math.round(u * width));
        const near = nearness[place] ?? 0;
        const turn = sine * (headness[place] ?? 0);
        const fromX = u + eyeX * NEAR_SHIFT * (near - 0.5) + turn * (v - NECK_Y) * (height / width);
        const fromY =
          v +
          eyeY * NEAR_SHIFT * (near - 0.5) +
          breath * BREATH_RISE * near * v -
          turn * (u - NECK_X) * (width / height);
        samplePixel(picture, fromX * width, fromY * height, data, (y * width + x) * 3);
      }
    }
    return { data, width, height };
  };
}
