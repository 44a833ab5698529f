import sharp from "sharp";
import { mix, type Rgb } from "./colour.ts";
import { clamp, smoothstep } from "./curves.ts";
import { createHeavens } from "./heavens.ts";
import type { Noise } from "./noise.ts";
import { airColour, type Ridge, type Sky } from "./sky.ts";
import { heading, type Vec3 } from "./vector.ts";

/** 8-bit RGB, rows from the zenith down. */
export interface Pano {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** Height of one mountain line above the horizon at an azimuth, radians. */
function ridgeHeight(ridge: Ridge, order: number, azimuth: number, noise: Noise): number {
  const x = Math.sin(azimuth);
  const z = Math.cos(azimuth);
  const shift = order * 31.7;
  const soft = 0.5 + 0.42 * noise.layered(x * 1.9 + shift, z * 1.9, 4, 0.42);
  const sharp = 1 - Math.abs(noise.layered(x * 2.3 + shift, z * 2.3 + 5, 5, 0.5)) * 0.72;
  return ridge.height * Math.max(0.08, soft * (1 - ridge.jagged) + sharp * soft * 1.35 * ridge.jagged);
}

function ridgeColour(ridge: Ridge, share: number, wobble: number, haze: Rgb): Rgb {
  const body = mix(haze, ridge.colour, 0.3 + 0.7 * smoothstep(0, 0.9, share));
  return ridge.cap ? mix(body, ridge.cap, smoothstep(0.45, 0.72, share + wobble)) : body;
}

/**
 * The sky around the spawn as an equirectangular picture, twice as wide as high. Its centre column is +z, and columns
 * to the right turn towards +x: azimuth atan2(x, z) = 2π · (u − ½). (In Babylon: `uOffset` 0.75, `uScale` 1,
 * `invertY` false.) The lower half fades from haze to the `ground`'s colour; in the world it only shows where no splat is.
 */
export function paintPano(sky: Sky, sun: Vec3, ground: Rgb, noise: Noise, name: string, width: number): Pano {
  const height = width / 2;
  const pixels = new Uint8Array(width * height * 3);
  const heavens = createHeavens(sky, sun, noise, name, width);
  const ridgeLines = sky.ridges.map((ridge, order) => {
    const line = new Float32Array(width);
    for (let column = 0; column < width; column++) {
      line[column] = ridgeHeight(ridge, order, ((column + 0.5) / width - 0.5) * Math.PI * 2, noise);
    }
    return { ridge, line };
  });
  const hazes = Array.from({ length: width }, (_, column) =>
    airColour(sky, sun, heading(((column + 0.5) / width - 0.5) * Math.PI * 2, 0.02)),
  );
  const row = new Float32Array(width * 3);
  for (let y = 0; y < height; y++) {
    const elevation = (0.5 - (y + 0.5) / height) * Math.PI;
    for (let x = 0; x < width; x++) {
      const haze = hazes[x] ?? sky.horizon;
      let colour: Rgb;
      if (elevation > 0) {
        const azimuth = ((x + 0.5) / width - 0.5) * Math.PI * 2;
        colour = heavens(heading(azimuth, elevation), x, y);
        for (const { ridge, line } of ridgeLines) {
          const top = line[x] ?? 0;
          // One pixel of soft edge, or the mountains' outline turns into stairs.
          const inside = clamp((top - elevation) / (Math.PI / height) + 0.5, 0, 1);
          if (inside === 0) continue;
          const wobble = ridge.cap ? 0.2 * noise.flat(azimuth * 26, elevation * 60) : 0;
          colour = mix(colour, ridgeColour(ridge, elevation / ridge.height, wobble, haze), inside);
        }
      } else {
        colour = mix(haze, ground, smoothstep(0, 0.45, -elevation));
      }
      row[x * 3] = colour[0];
      row[x * 3 + 1] = colour[1];
      row[x * 3 + 2] = colour[2];
    }
    storeRow(row, pixels, y, width);
  }
  return { width, height, pixels };
}

/** Dithered by an ordered pattern: a night sky's gradient shows bands in plain 8 bits. */
function storeRow(row: Float32Array, pixels: Uint8Array, y: number, width: number): void {
  for (let x = 0; x < width; x++) {
    const dither = ((x * 5 + y * 7 + ((x ^ y) & 3) * 3) % 8) / 8;
    for (let channel = 0; channel < 3; channel++) {
      const index = x * 3 + channel;
      pixels[y * width * 3 + index] = clamp(Math.floor((row[index] ?? 0) * 255 + dither), 0, 255);
    }
  }
}

export async function encodePano(pano: Pano): Promise<Uint8Array> {
  const raw = { width: pano.width, height: pano.height, channels: 3 } as const;
  return new Uint8Array(await sharp(pano.pixels, { raw }).jpeg({ quality: 90, chromaSubsampling: "4:4:4" }).toBuffer());
}
