/** Pixels that belong to something (1) or not (0), row by row. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly bits: Uint8Array;
}

export function count({ bits }: Bitmap): number {
  let sum = 0;
  for (const bit of bits) sum += bit;
  return sum;
}

export function bitmapOf(width: number, height: number, indices: Iterable<number>): Bitmap {
  const bits = new Uint8Array(width * height);
  for (const index of indices) bits[index] = 1;
  return { width, height, bits };
}

/**
 * The pixels that are reached from `seeds` over side neighbours, `passes` saying of each whether it lets through.
 *
 * @param seen pixels that are not looked at (again); those that are reached are added.
 */
export function flood(
  { width, height }: { readonly width: number; readonly height: number },
  seeds: Iterable<number>,
  passes: (index: number) => boolean,
  seen = new Uint8Array(width * height),
): readonly number[] {
  const reached: number[] = [];
  const visit = (index: number) => {
    if (seen[index] === 1 || !passes(index)) return;
    seen[index] = 1;
    reached.push(index);
  };
  for (const seed of seeds) visit(seed);
  for (let next = 0; next < reached.length; next++) {
    const index = reached[next] ?? 0;
    const x = index % width;
    if (x > 0) visit(index - 1);
    if (x < width - 1) visit(index + 1);
    if (index >= width) visit(index - width);
    if (index < width * (height - 1)) visit(index + width);
  }
  return reached;
}

export function* borderOf(width: number, height: number): Generator<number> {
  for (let x = 0; x < width; x++) yield* [x, (height - 1) * width + x];
  for (let y = 0; y < height; y++) yield* [y * width, y * width + width - 1];
}

/** The connected parts of a bitmap, as the indices of their pixels. */
export function regionsOf(bitmap: Bitmap): readonly (readonly number[])[] {
  const regions: (readonly number[])[] = [];
  const seen = new Uint8Array(bitmap.bits.length);
  for (let index = 0; index < seen.length; index++) {
    const region = flood(bitmap, [index], (each) => bitmap.bits[each] === 1, seen);
    if (region.length > 0) regions.push(region);
  }
  return regions;
}

/** Without the parts that have less than `share` of the largest one's pixels: specks, but not the leaf of an apple. */
export function withoutSpecks(bitmap: Bitmap, share: number): Bitmap {
  const regions = regionsOf(bitmap);
  const least = regions.reduce((most, region) => Math.max(most, region.length), 0) * share;
  return bitmapOf(bitmap.width, bitmap.height, regions.filter((region) => region.length >= least).flat());
}

/** With every hole of fewer than `least` pixels filled; a hole is what cannot be reached from the border. */
export function withoutHoles(bitmap: Bitmap, least = Number.POSITIVE_INFINITY): Bitmap {
  const { width, height, bits } = bitmap;
  const seen = Uint8Array.from(bits);
  flood(bitmap, borderOf(width, height), () => true, seen);
  const holes = regionsOf({ width, height, bits: seen.map((bit) => 1 - bit) });
  const filled = Uint8Array.from(bits);
  for (const hole of holes) if (hole.length < least) for (const index of hole) filled[index] = 1;
  return { width, height, bits: filled };
}
