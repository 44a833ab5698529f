import sharp from "sharp";
import { hex, type Rgb } from "../worlds/colour.ts";
import { smoothstep } from "../worlds/curves.ts";
import type { Frame } from "./film.ts";
import { type Lettering, letter } from "./lettering.ts";
import { layLetters, layRule } from "./overlay.ts";
import { readPictureAs } from "./picture.ts";
import type { Playbill } from "./playbill.ts";
import { samplePixel } from "./sampling.ts";

const TRAILER_WIDTH = 512;
const TRAILER_HEIGHT = 288;

/** Draws one part of a trailer, from 0 (its first frame) to 1. */
export type Shot = (share: number) => Frame;

const IVORY: Rgb = hex("#f6ead2");
const GOLD: Rgb = hex("#e2b65a");
/** A portrait stands at full height on one side, its own blurred self behind it, its name on the other. */
const PICTURE_WIDTH = 250;
const NAME_WIDTH = 216;
const MARGIN = 20;

/** Somebody of the cast with the name beside the picture. */
export async function castShot(bytes: Uint8Array, name: string, isLeft: boolean): Promise<Shot> {
  const picture = await readPictureAs(bytes, PICTURE_WIDTH, TRAILER_HEIGHT);
  const backdrop = await backdropOf(bytes, 0.5, 11);
  const letters = await letter(name, 34, NAME_WIDTH, 120);
  const left = isLeft ? 0 : TRAILER_WIDTH - PICTURE_WIDTH;
  const nameCentre = isLeft ? (TRAILER_WIDTH + PICTURE_WIDTH) / 2 : (TRAILER_WIDTH - PICTURE_WIDTH) / 2;
  const colour = new Uint8Array(3);

  return (share) => {
    const frame = drawn(backdrop, 1.04 + 0.05 * share, (isLeft ? -0.01 : 0.01) * share);
    const zoom = 1.02 + 0.1 * share;
    for (let y = 0; y < TRAILER_HEIGHT; y++) {
      for (let x = 0; x < PICTURE_WIDTH; x++) {
        const inner = isLeft ? PICTURE_WIDTH - x : x;
        const cover = smoothstep(0, 46, inner);
        if (cover === 0) continue;
        samplePixel(
          picture,
          PICTURE_WIDTH * (0.5 + (x / PICTURE_WIDTH - 0.5) / zoom),
          TRAILER_HEIGHT * (0.42 + (y / TRAILER_HEIGHT - 0.42) / zoom),
          colour,
          0,
        );
        const at = (y * TRAILER_WIDTH + left + x) * 3;
        for (let channel = 0; channel < 3; channel++) {
          const behind = frame.data[at + channel] ?? 0;
          frame.data[at + channel] = behind + ((colour[channel] ?? 0) - behind) * cover;
        }
      }
    }
    if (letters) {
      const seen = smoothstep(0.08, 0.3, share);
      const top = TRAILER_HEIGHT * 0.66 - letters.height / 2;
      layRule(frame, nameCentre, top - 14, NAME_WIDTH * 0.8 * seen, GOLD, 0.9);
      shadowed(frame, letters, nameCentre - letters.width / 2, top + 4 * (1 - seen), IVORY, seen);
    }
    return frame;
  };
}

/** The title, over `picture` in the dark if there is one; the logline beneath comes later. */
export async function titleShot(
  { title, logline }: Playbill,
  picture: Uint8Array,
  withLogline: boolean,
): Promise<Shot> {
  const backdrop = await backdropOf(picture, 0.3, 4);
  const wide = TRAILER_WIDTH - 2 * MARGIN - 30;
  const large = await letter(title, 56, wide, 130);
  const small = withLogline ? await letter(logline, 17, wide - 20, large ? 84 : 180) : null;
  const gap = large && small ? 30 : 0;
  const top = (TRAILER_HEIGHT - (large?.height ?? 0) - gap - (small?.height ?? 0)) / 2;

  return (share) => {
    const frame = drawn(backdrop, 1.15 - 0.1 * share, 0);
    const seen = smoothstep(0, 0.3, share);
    if (large) {
      shadowed(frame, large, (TRAILER_WIDTH - large.width) / 2, top, GOLD, seen);
      layRule(frame, TRAILER_WIDTH / 2, top + large.height + 14, wide * 0.7 * smoothstep(0.1, 0.6, share), IVORY, 0.8);
      layRule(frame, TRAILER_WIDTH / 2, top - 14, wide * 0.7 * smoothstep(0.1, 0.6, share), IVORY, 0.8);
    }
    if (small) {
      shadowed(
        frame,
        small,
        (TRAILER_WIDTH - small.width) / 2,
        top + (large?.height ?? 0) + gap,
        IVORY,
        smoothstep(0.25, 0.5, share),
      );
    }
    return frame;
  };
}

function shadowed(frame: Frame, letters: Lettering, left: number, top: number, colour: Rgb, opacity: number) {
  layLetters(frame, letters, left + 2, top + 2, [0, 0, 0], opacity * 0.7);
  layLetters(frame, letters, left, top, colour, opacity);
}

/** A picture out of focus; `blur` in its own pixels, of which it has a quarter. */
async function backdropOf(bytes: Uint8Array, brightness: number, blur: number): Promise<Frame> {
  const picture = await readPictureAs(bytes, TRAILER_WIDTH / 4, TRAILER_HEIGHT / 4);
  const { data, info } = await sharp(picture.data, {
    raw: { width: picture.width, height: picture.height, channels: 3 },
  })
    .blur(blur)
    .resize(TRAILER_WIDTH, TRAILER_HEIGHT)
    .linear(brightness, 4)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function drawn(picture: Frame, zoom: number, shift: number): Frame {
  const { width, height } = picture;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const fromY = height * (0.5 + (y / height - 0.5) / zoom);
    for (let x = 0; x < width; x++) {
      samplePixel(picture, width * (0.5 + (x / width - 0.5) / zoom + shift), fromY, data, (y * width + x) * 3);
    }
  }
  return { data, width, height };
}
