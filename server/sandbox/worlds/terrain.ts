import { lerp, smoothstep } from "./curves.ts";
import type { Noise } from "./noise.ts";
import { asideOfView, type Site, SPAWN_RADIUS } from "./site.ts";
import { unit, type Vec3 } from "./vector.ts";

/** The character of a place's ground; metres throughout. */
export interface TerrainShape {
  /** Height above the spawn, before spawn, path, landmark and rim are worked in. */
  readonly relief: (x: number, z: number, noise: Noise) => number;
  /** Hills that close the horizon: their lowest height, what is added at most, and how jagged that is (0 to 1). */
  readonly rim: { readonly low: number; readonly more: number; readonly jagged: number };
  /** How far the hollow's middle lies below the spawn; 0 for none. */
  readonly hollowDepth: number;
  /** The landmark's ground: radius of the level part, and its height above the spawn. */
  readonly pad: { readonly radius: number; readonly height: number };
}

export interface Terrain {
  readonly radius: number;
  readonly height: (x: number, z: number) => number;
  /** The point on the ground there, and the unit vector away from the ground. */
  readonly surface: (x: number, z: number) => { readonly at: Vec3; readonly normal: Vec3 };
  /** Whether the ground there lies under water. */
  readonly isWater: (x: number, z: number) => boolean;
}

const STEP_M = 0.2;

/** `waterLevel` is the height of the water in the hollow, null for a dry one. */
export function createTerrain(shape: TerrainShape, waterLevel: number | null, site: Site, noise: Noise): Terrain {
  const { hollow, radius } = site;

  const rimHeight = (x: number, z: number, distance: number) => {
    const rise = smoothstep(radius * 0.5, radius, distance) ** 1.5;
    if (rise === 0) return 0;
    const soft = 0.5 + 0.5 * noise.flat(x * 0.021 + 40, z * 0.021);
    const ridge = 1 - Math.abs(noise.layered(x * 0.03, z * 0.03 + 70, 3, 0.5)) / 1.3;
    return rise * (shape.rim.low + shape.rim.more * lerp(soft, ridge * soft * 1.5, shape.rim.jagged));
  };

  const height = (x: number, z: number) => {
    const distance = Math.hypot(x, z);
    if (distance <= SPAWN_RADIUS) return 0;
    const away = smoothstep(SPAWN_RADIUS, SPAWN_RADIUS + 20, distance);
    let level = shape.relief(x, z, noise) * away * (0.25 + 0.75 * asideOfView(site, x, z));
    if (shape.hollowDepth > 0) {
      const inside = 1 - smoothstep(0.25, 1.35, Math.hypot(x - hollow.x, z - hollow.z) / hollow.radius);
      level = lerp(level, -shape.hollowDepth, inside * away);
    }
    const onPad = 1 - smoothstep(shape.pad.radius, shape.pad.radius + 9, site.landmarkDistance(x, z));
    level = lerp(level, shape.pad.height, onPad);
    return level + rimHeight(x, z, distance);
  };

  return {
    radius,
    height,
    surface(x, z) {
      const here = height(x, z);
      const normal = unit([here - height(x + STEP_M, z), STEP_M, here - height(x, z + STEP_M)]);
      return { at: [x, here, z], normal };
    },
    isWater(x, z) {
      const near = Math.hypot(x - hollow.x, z - hollow.z) < hollow.radius * 1.6;
      return waterLevel !== null && near && height(x, z) < waterLevel;
    },
  };
}
