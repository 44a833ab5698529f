import { type Brush, flake } from "../brush.ts";
import { lit, mix, type Rgb } from "../colour.ts";
import { clamp, smoothstep } from "../curves.ts";
import { bell, between, type Random } from "../random.ts";
import { unit, type Vec3 } from "../vector.ts";

/** One cushion of leaves. */
export interface Cushion {
  readonly at: Vec3;
  /** Horizontal radius; it is `flat` times as high. */
  readonly radius: number;
  readonly flat: number;
}

export interface Foliage {
  readonly cushions: readonly [Cushion, ...Cushion[]];
  readonly dark: Rgb;
  readonly light: Rgb;
  /** Patches of a few leaves in one tone, as `noise.solid` gives them. */
  readonly patches: (x: number, y: number, z: number) => number;
  readonly translucency: number;
  /** Blossom, fruit or snow on the upper side: colour and share. */
  readonly topping?: { readonly colour: Rgb; readonly share: number };
  readonly glow?: number;
}

/** Evenly distributed over the sphere. */
function anyDirection(random: Random): Vec3 {
  const y = random() * 2 - 1;
  const level = Math.sqrt(1 - y * y);
  const angle = random() * Math.PI * 2;
  return [Math.cos(angle) * level, y, Math.sin(angle) * level];
}

/** How deep inside other cushions a point is: 0 outside, 1 in a middle. */
function depthInside(foliage: Foliage, own: Cushion, [x, y, z]: Vec3): number {
  let deepest = 0;
  for (const cushion of foliage.cushions) {
    if (cushion === own) continue;
    const height = (y - cushion.at[1]) / cushion.flat;
    const away = Math.hypot(x - cushion.at[0], height, z - cushion.at[2]) / cushion.radius;
    deepest = Math.max(deepest, 1 - away);
  }
  return deepest;
}

/** Share of the splats that make a dark inside, so that the leaves before it can be small and have gaps. */
const CORE_SHARE = 0.16;

/** Leaves on the shells of all cushions: lighter above and outside, dark below and within. */
export function drawFoliage(brush: Brush, foliage: Foliage, splats: number): void {
  const { random } = brush;
  const { cushions } = foliage;
  const areas = cushions.map((cushion) => cushion.radius ** 2 * (0.5 + 0.5 * cushion.flat) * 4 * Math.PI);
  const area = areas.reduce((sum, each) => sum + each, 0);
  const leaf = clamp(0.4 * Math.sqrt(area / splats), 0.03, 0.9);
  const core = clamp(0.62 * Math.sqrt((area * 0.5) / (splats * CORE_SHARE)), 0.1, 1);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const { at, radius, flat } of cushions) {
    low = Math.min(low, at[1] - radius * flat);
    high = Math.max(high, at[1] + radius * flat);
  }
  for (let index = 0; index < splats; index++) {
    const isCore = index < splats * CORE_SHARE;
    const sigma = isCore ? core : leaf;
    let chosen = random() * area;
    let order = 0;
    while (order < cushions.length - 1 && chosen > (areas[order] ?? 0)) chosen -= areas[order++] ?? 0;
    const cushion = cushions[order] ?? cushions[0];
    let at: Vec3 = cushion.at;
    let outward: Vec3 = [0, 1, 0];
    let depth = 1;
    // A leaf inside a neighbouring cushion would never be seen: look for another place.
    for (let attempt = 0; attempt < 3 && depth > 0.3; attempt++) {
      outward = anyDirection(random);
      const reach = cushion.radius * (isCore ? between(random, 0.6, 0.74) : between(random, 0.8, 1.08));
      at = [
        cushion.at[0] + outward[0] * reach,
        cushion.at[1] + outward[1] * reach * cushion.flat,
        cushion.at[2] + outward[2] * reach,
      ];
      depth = isCore ? 0 : depthInside(foliage, cushion, at);
    }
    const height = (at[1] - low) / Math.max(0.1, high - low);
    const patch = foliage.patches(at[0] * 1.1, at[1] * 1.1, at[2] * 1.1);
    const share = isCore ? 0 : clamp(0.14 + 0.6 * height + 0.36 * patch + 0.2 * bell(random), 0, 1);
    const inner = isCore ? 0.62 : 1 - 0.5 * smoothstep(0, 0.45, depth);
    const topping = foliage.topping;
    const topped =
      topping !== undefined && !isCore && outward[1] > -0.1 && random() < topping.share * (0.5 + 0.7 * outward[1]);
    const colour = topped ? lit(topping.colour, between(random, 0.88, 1.06)) : mix(foliage.dark, foliage.light, share);
    const normal = unit([
      outward[0] + 0.42 * bell(random),
      outward[1] + 0.25 + 0.42 * bell(random),
      outward[2] + 0.42 * bell(random),
    ]);
    const stretch = between(random, 0.75, 1.35);
    const ambient = (0.42 + 0.68 * height) * inner * (1 + 0.25 * Math.min(0, outward[1]));
    brush.dab({
      ...flake(at, normal, sigma, colour),
      size: [sigma * stretch, sigma * 0.3, sigma / stretch],
      spin: random() * Math.PI,
      ambient,
      translucency: isCore ? 0 : foliage.translucency,
      glow: foliage.glow ?? 0,
    });
  }
}
