/** A picture of three channels with a weight for each pixel: how much of its colour is known, 0..1. */
export interface Patchy {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, 0..255. */
  readonly rgb: Float32Array;
  readonly known: Float32Array;
}

/**
 * Gives every pixel a colour: where it is not known, the colours around blend over (smaller and smaller pictures are
 * made of what is known, and each fills the gaps of the next larger one).
 */
export function fillIn(patchy: Patchy): Float32Array {
  const { width, height, rgb, known } = patchy;
  if (width <= 1 && height <= 1) return rgb;
  const small = halved(patchy);
  const coarse = fillIn(small);
  const filled = new Float32Array(rgb.length);
  for (let y = 0; y < height; y++) {
    const [top, bottom, down] = between((y - 0.5) / 2, small.height);
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const weight = known[y * width + x] ?? 0;
      const [left, right, across] = weight < 1 ? between((x - 0.5) / 2, small.width) : NOWHERE;
      for (let channel = 0; channel < 3; channel++) {
        const own = rgb[at + channel] ?? 0;
        filled[at + channel] = own;
        if (weight >= 1) continue;
        const corner = (row: number, column: number) => coarse[(row * small.width + column) * 3 + channel] ?? 0;
        const upper = corner(top, left) * (1 - across) + corner(top, right) * across;
        const lower = corner(bottom, left) * (1 - across) + corner(bottom, right) * across;
        filled[at + channel] = weight * own + (1 - weight) * (upper * (1 - down) + lower * down);
      }
    }
  }
  return filled;
}

const NOWHERE = [0, 0, 0] as const;

/** The two whole coordinates around a place, kept within the line, and how far it is from the first to the second. */
function between(place: number, length: number): readonly [before: number, after: number, share: number] {
  const kept = Math.max(0, Math.min(length - 1, place));
  const before = Math.floor(kept);
  return [before, Math.min(length - 1, before + 1), kept - before];
}

function halved({ width, height, rgb, known }: Patchy): Patchy {
  const [smallWidth, smallHeight] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  const small = {
    width: smallWidth,
    height: smallHeight,
    rgb: new Float32Array(smallWidth * smallHeight * 3),
    known: new Float32Array(smallWidth * smallHeight),
  };
  for (let y = 0; y < smallHeight; y++) {
    for (let x = 0; x < smallWidth; x++) {
      const at = y * smallWidth + x;
      let sum = 0;
      const colour = [0, 0, 0];
      for (const row of [2 * y, Math.min(height - 1, 2 * y + 1)]) {
        for (const column of [2 * x, Math.min(width - 1, 2 * x + 1)]) {
          const weight = known[row * width + column] ?? 0;
          sum += weight;
          for (let channel = 0; channel < 3; channel++) {
            colour[channel] = (colour[channel] ?? 0) + weight * (rgb[(row * width + column) * 3 + channel] ?? 0);
          }
        }
      }
      for (let channel = 0; channel < 3; channel++) {
        small.rgb[at * 3 + channel] = sum > 0 ? (colour[channel] ?? 0) / sum : 0;
      }
      // One known pixel of four is enough to go by.
      small.known[at] = Math.min(1, sum);
    }
  }
  return small;
}
