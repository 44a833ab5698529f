import { type Brush, stroke } from "../brush.ts";
import { lit, mix, type Rgb } from "../colour.ts";
import { smoothstep } from "../curves.ts";
import type { Noise } from "../noise.ts";
import { bell } from "../random.ts";
import { add, along, cross, scale, unit, type Vec3 } from "../vector.ts";

/** A hewn standing stone: a tapering slab with a slanting top. */
export interface Monolith {
  readonly foot: Vec3;
  readonly axis: Vec3;
  /** Level direction that its broad side faces. */
  readonly front: Vec3;
  readonly height: number;
  readonly halfWidth: number;
  readonly halfDepth: number;
  /** Height difference across the top, as a share of the height. */
  readonly slant: number;
  readonly stone: Rgb;
  readonly stain: Rgb;
  /** Colour of a line cut into its front, null for none. */
  readonly rune: Rgb | null;
}

export function monolithArea(stone: Monolith): number {
  return 4 * stone.height * (stone.halfWidth + stone.halfDepth) * 0.9;
}

export function drawMonolith(brush: Brush, stone: Monolith, noise: Noise, splats: number): void {
  const { random } = brush;
  const sigma = 0.66 * Math.sqrt(monolithArea(stone) / Math.max(1, splats));
  const aside = unit(cross(stone.axis, stone.front));
  const front = cross(aside, stone.axis);
  const broad = stone.halfWidth / (stone.halfWidth + stone.halfDepth);
  for (let index = 0; index < splats; index++) {
    const isBroad = random() < broad;
    const sign = random() < 0.5 ? 1 : -1;
    const across = random() * 2 - 1;
    const isTop = random() < 0.06;
    const share = isTop ? 1 : random();
    const u = isTop || isBroad ? across : sign;
    const v = isTop ? random() * 2 - 1 : isBroad ? sign : across;
    const rise = share * stone.height * (1 + stone.slant * u * share * share);
    const narrow = 1 - 0.24 * share;
    const middle = along(stone.foot, stone.axis, rise);
    const flat = along(along(middle, aside, u * stone.halfWidth * narrow), front, v * stone.halfDepth * narrow);
    const rough = noise.solid(flat[0] * 1.1, flat[1] * 0.9, flat[2] * 1.1);
    const outward = isTop ? stone.axis : isBroad ? scale(front, v) : scale(aside, u);
    const at = along(flat, outward, 0.1 * rough);
    const tilt: Vec3 = [0.16 * bell(random), 0.16 * bell(random), 0.16 * bell(random)];
    const normal = unit(add(outward, tilt));
    const edge = isTop ? 0 : smoothstep(0.86, 1, Math.abs(across));
    const worn = smoothstep(-0.3, 0.6, noise.solid(at[0] * 0.7, at[1] * 0.5, at[2] * 0.7));
    let colour = mix(stone.stone, stone.stain, worn);
    colour = lit(colour, 1 + 0.12 * noise.solid(at[0] * 3, at[1] * 3, at[2] * 3) + 0.16 * edge);
    const cut = isBroad && stone.rune ? runeLine(across, share) : 0;
    if (cut > 0 && stone.rune) colour = mix(colour, stone.rune, cut);
    const width = Math.min(sigma, stone.halfDepth * 0.75);
    const tall = Math.min((sigma * sigma) / width, stone.height / 6);
    const more = { ambient: 0.55 + 0.45 * share, glow: cut * 0.9 };
    brush.dab(stroke(at, normal, isTop ? aside : stone.axis, width, tall, colour, more));
  }
}

/** A zigzag down the middle of the stone: 1 in the cut, 0 beside it. */
function runeLine(across: number, share: number): number {
  if (share < 0.3 || share > 0.82) return 0;
  const zigzag = Math.abs(((share * 5) % 1) - 0.5) - 0.25;
  return 1 - smoothstep(0.04, 0.14, Math.abs(across - zigzag));
}
