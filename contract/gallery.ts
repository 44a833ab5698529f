import { HUB_HALF_SIZE } from "./limits.ts";

/**
 * The gallery in the hub: two walls along its border, away from the evening sun so that it shines on them. Pictures hang
 * in two rows on both sides of each wall's large place in the middle; trailers hang there and at the walls' ends.
 */
export const GALLERY_WALLS = ["south", "west"] as const;
export type GalleryWall = (typeof GALLERY_WALLS)[number];

/** A picture at scale 1 fits into this, in metres, and hangs with its middle so far above its exhibit's own point. */
export const PICTURE_WIDTH = 1.2;
export const PICTURE_HEIGHT = 1.5;
export const TRAILER_WIDTH = 3.2;
export const TRAILER_HEIGHT = 1.8;
export const PICTURE_MIDDLE = 1.5;

/** Where an exhibit hangs, as `place_exhibit` takes it. */
export interface GallerySpot {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly rotationY: number;
}

/** The way that one looks who stands before a wall, in radians; its pictures look back. */
const LOOKING: Readonly<Record<GalleryWall, number>> = { south: Math.PI, west: -Math.PI / 2 };
/** Just inside of where things may stand. */
const FROM_MIDDLE = HUB_HALF_SIZE - 0.05;
const COLUMNS_PER_SIDE = 13;
const FIRST_COLUMN = 2.9;
const COLUMN_SPACING = 1.75;
const ROWS_UP = [0.1, 2.15] as const;
const TRAILER_UP = 1.1;
const END_TRAILER = FIRST_COLUMN + COLUMN_SPACING * (COLUMNS_PER_SIDE - 1) + 2.95;

/** Half of a wall's length, in metres. */
export const GALLERY_HALF_LENGTH = END_TRAILER + 2.2;

/** `along` metres to the right of the wall's middle, seen from before it. */
function spotOn(wall: GalleryWall, along: number, up: number): GallerySpot {
  const looking = LOOKING[wall];
  const [sin, cos] = [Math.sin(looking), Math.cos(looking)];
  const back = looking + Math.PI;
  return {
    x: rounded(sin * FROM_MIDDLE + cos * along),
    y: up,
    z: rounded(cos * FROM_MIDDLE - sin * along),
    rotationY: rounded(Math.atan2(Math.sin(back), Math.cos(back))),
  };
}

/** So that a hair's breadth does not put a spot outside. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** A wall's spots for pictures, from its middle outwards. */
export function pictureSpots(wall: GalleryWall): readonly GallerySpot[] {
  return Array.from({ length: COLUMNS_PER_SIDE }, (_, column) => FIRST_COLUMN + column * COLUMN_SPACING).flatMap(
    (along) => ROWS_UP.flatMap((up) => [spotOn(wall, -along, up), spotOn(wall, along, up)]),
  );
}

/** A wall's spots for trailers, the middle first. */
export function trailerSpots(wall: GalleryWall): readonly GallerySpot[] {
  return [0, -END_TRAILER, END_TRAILER].map((along) => spotOn(wall, along, TRAILER_UP));
}

type Standing = Pick<GallerySpot, "x" | "y" | "z">;

/** What is nearer than this to a spot, in metres, is in its way. */
const ROOM = 0.9;
const isFree = (taken: readonly Standing[]) => (spot: GallerySpot) =>
  taken.every(({ x, y, z }) => Math.hypot(x - spot.x, y - spot.y, z - spot.z) >= ROOM);

/**
 * `count` spots where nothing hangs, or as many as there are: on one wall where they fit on one. `taken` is where
 * exhibits stand, in the gallery or elsewhere.
 */
export function freeGallerySpots(taken: readonly Standing[], count: number): readonly GallerySpot[] {
  const free = GALLERY_WALLS.map((wall) => pictureSpots(wall).filter(isFree(taken)));
  const roomy = free.find((spots) => spots.length >= count);
  return (roomy ?? free.flat()).slice(0, Math.max(count, 0));
}

/** A free spot for a trailer, the nearest to where its cast hangs, if it does; null when all are taken. */
export function freeTrailerSpot(taken: readonly Standing[], cast?: Standing): GallerySpot | null {
  const free = GALLERY_WALLS.flatMap(trailerSpots).filter(isFree(taken));
  const away = ({ x, z }: GallerySpot): number => (cast ? Math.hypot(x - cast.x, z - cast.z) : 0);
  return free.toSorted((a, b) => away(a) - away(b))[0] ?? null;
}

const allSpots = GALLERY_WALLS.flatMap((wall) => [...pictureSpots(wall), ...trailerSpots(wall)]);

/** Whether what stands there hangs on a wall of the gallery (in the hub) and needs no stand of its own. */
export const isOnGalleryWall = ({ x, y, z }: Standing): boolean =>
  allSpots.some((spot) => Math.hypot(x - spot.x, y - spot.y, z - spot.z) < 0.05);
