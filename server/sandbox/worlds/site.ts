import { clamp, smoothstep } from "./curves.ts";
import { between, type Random } from "./random.ts";

/** Level ground around the spawn, metres. */
export const SPAWN_RADIUS = 7;
export const EYE_HEIGHT = 1.7;

/**
 * Where things are in a world before it has a terrain: the spawn in the origin, one landmark in front of it (towards
 * +z, up to 24° to either side), a bending path between the two, and a hollow beside it which may hold water.
 */
export interface Site {
  /** Metres from the spawn to where the ground ends. */
  readonly radius: number;
  readonly landmark: { readonly x: number; readonly z: number; readonly azimuth: number; readonly distance: number };
  readonly hollow: { readonly x: number; readonly z: number; readonly radius: number };
  /** 1 or −1: to which side of the landmark the hollow lies. */
  readonly side: 1 | -1;
  /** Metres from the path's middle. */
  readonly pathDistance: (x: number, z: number) => number;
  /** Metres from the straight line between spawn and landmark. */
  readonly sightDistance: (x: number, z: number) => number;
  readonly landmarkDistance: (x: number, z: number) => number;
}

export function chooseSite(radius: number, random: Random): Site {
  const azimuth = between(random, -0.42, 0.42);
  const distance = between(random, 27, 32);
  const side = random() < 0.5 ? 1 : -1;
  const bend = between(random, 1.6, 3) * (random() < 0.5 ? 1 : -1);
  const sine = Math.sin(azimuth);
  const cosine = Math.cos(azimuth);
  const landmark = { x: sine * distance, z: cosine * distance, azimuth, distance };
  const hollowAzimuth = azimuth + side * between(random, 0.62, 0.8);
  const hollowDistance = between(random, 18, 21);
  return {
    radius,
    landmark,
    side,
    hollow: {
      x: Math.sin(hollowAzimuth) * hollowDistance,
      z: Math.cos(hollowAzimuth) * hollowDistance,
      radius: between(random, 8, 9.5),
    },
    pathDistance(x, z) {
      const ahead = x * sine + z * cosine;
      const aside = x * cosine - z * sine;
      const onPath = clamp(ahead, 0, distance);
      return Math.hypot(aside - bend * Math.sin((onPath / distance) * Math.PI * 2), ahead - onPath);
    },
    sightDistance(x, z) {
      const ahead = x * sine + z * cosine;
      return Math.hypot(x * cosine - z * sine, ahead - clamp(ahead, 0, distance));
    },
    landmarkDistance: (x, z) => Math.hypot(x - landmark.x, z - landmark.z),
  };
}

/** 0 in the open line of sight from the spawn to the landmark, 1 well outside it. */
export function asideOfView(site: Site, x: number, z: number): number {
  return smoothstep(3, 13, site.pathDistance(x, z));
}
