import type { Brush } from "./brush.ts";
import type { Rgb } from "./colour.ts";
import type { Hour } from "./hours.ts";
import type { Lamp, Light } from "./light.ts";
import type { Noise } from "./noise.ts";
import type { Random } from "./random.ts";
import type { Reading } from "./reading.ts";
import type { Site } from "./site.ts";
import type { Sky } from "./sky.ts";
import type { Terrain, TerrainShape } from "./terrain.ts";
import type { Vec3 } from "./vector.ts";

/**
 * A kind of place that a prompt can ask for. To add one, write a file in `places/` and list it in `place.ts`: `words`
 * choose it, `compose` says what it is made of.
 */
export interface Place {
  readonly name: string;
  /** Lower-case words in the singular, any one of which in a prompt means this place. */
  readonly words: readonly string[];
  readonly compose: (reading: Reading, setting: Setting) => Scenery;
}

/** What a place may go by when it composes itself; all of it follows from prompt and seed. */
export interface Setting {
  readonly site: Site;
  readonly hour: Hour;
  readonly noise: Noise;
  readonly random: Random;
}

/** One place, declared: every part of the picture, and nothing drawn yet. */
export interface Scenery {
  readonly caption: string;
  readonly terrain: TerrainShape;
  readonly light: Light;
  readonly sky: Sky;
  readonly ground: GroundLook;
  readonly cover: CoverLook;
  readonly water: WaterLook | null;
  readonly plantings: readonly Planting[];
  readonly landmark: (spot: Spot) => Thing;
  /** What hangs in the air. */
  readonly air: AirLook | null;
}

/** A point on the ground, as a place's colours go by it. */
export interface GroundPoint {
  readonly at: Vec3;
  /** 0 = level, 1 = upright. */
  readonly slope: number;
  /** Metres from the middle of the path. */
  readonly path: number;
  readonly random: Random;
}

export interface GroundLook {
  readonly colour: (point: GroundPoint) => Rgb;
  /** Standard deviation of each splat's tilt, radians: the light on tilted splats is what gives ground its texture. */
  readonly roughness: number;
  /** Standard deviation of each splat's brightness, as a share. */
  readonly variation: number;
  /** Tilt by place, as a slope in x and z: ripples. */
  readonly ripple?: (x: number, z: number) => readonly [number, number];
}

export interface CoverLook {
  /** Shares of a tier's splats. */
  readonly specks: number;
  readonly tufts: number;
  /** How much darker or lighter than the ground specks are, as a share. */
  readonly contrast: number;
  /** Small things lying about: colour, and how large their share of the specks is. The rest takes the ground's colour. */
  readonly litter: readonly { readonly colour: Rgb; readonly share: number }[];
  /** Colour of a blade of grass, or null where nothing grows. `clump` is 0 to 1 in patches of a few metres. */
  readonly blade: (point: GroundPoint, clump: number) => Rgb | null;
  /** Height of a blade, metres, at the 100k tier. */
  readonly bladeHeight: readonly [low: number, high: number];
  /** Flower heads, with the share of blades that carry one. */
  readonly flowers: readonly Rgb[];
  readonly flowerShare: number;
}

export interface WaterLook {
  /** Height of its surface, metres; the spawn is at 0. */
  readonly level: number;
  readonly shallow: Rgb;
  readonly deep: Rgb;
  /** Share of the sky that it mirrors, 0 to 1, far away; near it is half of that. */
  readonly mirror: number;
  /** Standard deviation of its brightness. */
  readonly ripple: number;
  /** Cracked and snow-blown instead of rippled. */
  readonly frozen: boolean;
}

export interface AirLook {
  readonly share: number;
  readonly colours: readonly Rgb[];
  /** Standard deviation, metres. */
  readonly size: readonly [low: number, high: number];
  /** Metres above the ground. */
  readonly height: readonly [low: number, high: number];
  readonly opacity: number;
  /** Whether each is wrapped in a halo of its own light. */
  readonly halo: boolean;
}

/** Where a thing stands. `size` is 0 to 1, for the thing to make of it what it wants. */
export interface Spot {
  readonly at: Vec3;
  readonly size: number;
  readonly random: Random;
  readonly terrain: Terrain;
}

/** Something that stands in the world: shaped once, drawn by every tier with as many splats as that one can spare. */
export interface Thing {
  /** Metres; no other thing and no grass closer than this. */
  readonly footprint: number;
  /** How many splats it wants, next to others of its world; 1 for a tree. */
  readonly weight: number;
  readonly draw: (brush: Brush, splats: number) => void;
  readonly lamps?: readonly Lamp[];
}

/** A kind of thing to be scattered. */
export interface Planting {
  /** In a world of full size. */
  readonly count: number;
  /** Metres from the spawn: nearest, and farthest as a share of the world's radius. */
  readonly from: number;
  readonly to: number;
  /** Metres to keep from its own kind and all others. */
  readonly spacing: number;
  /** Metres to keep from the path's middle and from the line of sight to the landmark. */
  readonly path: number;
  /** Whether it stands near the spawn more often than far away. */
  readonly near: boolean;
  /** Steepest ground it stands on, 0 = level, 1 = upright. */
  readonly slope: number;
  readonly grow: (spot: Spot) => Thing;
}
