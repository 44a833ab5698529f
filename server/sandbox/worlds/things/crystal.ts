import { type Brush, stroke } from "../brush.ts";
import { lit, mix, type Rgb } from "../colour.ts";
import { smoothstep } from "../curves.ts";
import { bell } from "../random.ts";
import { add, along, cross, scale, unit, type Vec3 } from "../vector.ts";

/** A six-sided prism with a pointed end. */
export interface Crystal {
  readonly foot: Vec3;
  readonly axis: Vec3;
  readonly length: number;
  readonly radius: number;
  /** Share of the length that the point takes. */
  readonly point: number;
  readonly turn: number;
  readonly low: Rgb;
  readonly high: Rgb;
  /** Share of its own light, 0 to 1; strongest at its foot. */
  readonly glow: number;
  /** Share of the length that a second point at its foot takes, for one that hovers. */
  readonly tail?: number;
}

const SIDES = 6;

export function crystalArea(crystal: Crystal): number {
  return SIDES * crystal.radius * crystal.length * (1 - (crystal.point + (crystal.tail ?? 0)) / 2);
}

/** Each of its faces has its own tone, and its edges shine: that is what makes it look cut. */
export function drawCrystal(brush: Brush, crystal: Crystal, splats: number): void {
  const { random } = brush;
  const { axis, radius, length, point } = crystal;
  const tail = crystal.tail ?? 0;
  const side = unit(cross(axis, Math.abs(axis[1]) > 0.95 ? [1, 0, 0] : [0, 1, 0]));
  const over = cross(side, axis);
  const sigma = 0.66 * Math.sqrt(crystalArea(crystal) / Math.max(1, splats));
  const faceHalf = Math.tan(Math.PI / SIDES);
  // Each face is a pointed strip: an even pattern over the whole strip, of which what lies beside the points is left out.
  const tries = splats / (1 - (point + tail) / 2);
  for (let index = 0; index < tries; index++) {
    const face = index % SIDES;
    const order = Math.floor(index / SIDES) + 0.5;
    const share = (order * 0.7548776662466927 + face * 0.31) % 1;
    const strip = ((order * 0.5698402909980532 + face * 0.17) % 1) * 2 - 1;
    const taper = Math.min(1, (1 - share) / point, tail > 0 ? share / tail : 1);
    if (Math.abs(strip) > taper) continue;
    const across = strip / taper;
    const middle = crystal.turn + ((face + 0.5) / SIDES) * Math.PI * 2;
    const out = radius * taper;
    const outward = add(scale(side, Math.cos(middle)), scale(over, Math.sin(middle)));
    const aside = add(scale(side, -Math.sin(middle)), scale(over, Math.cos(middle)));
    const at = along(along(along(crystal.foot, axis, share * length), outward, out), aside, across * out * faceHalf);
    const slant = share > 1 - point ? radius / (point * length) : share < tail ? -radius / (tail * length) : 0;
    const normal = unit(along(outward, axis, slant));
    const upward = unit(along(axis, outward, -slant));
    const edge = smoothstep(0.8, 0.98, Math.abs(across));
    const tone = 0.74 + 0.5 * (((face * 37) % SIDES) / SIDES);
    const colour = lit(mix(crystal.low, crystal.high, smoothstep(0.05, 0.95, share)), tone * (1 + 0.05 * bell(random)));
    const shown = mix(colour, [0.95, 1, 1], 0.45 * edge);
    const width = Math.min(sigma * 0.8, out * faceHalf * 0.5 + 0.015);
    const tall = Math.min(sigma * 1.25, Math.max(0.03, out * 0.8));
    const more = { glow: crystal.glow * (1 - 0.55 * share) + 0.1 * edge, translucency: 0.5, ambient: 1 };
    brush.dab(stroke(at, normal, upward, width, tall, shown, more));
  }
}
