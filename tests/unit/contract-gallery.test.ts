import { describe, expect, test } from "vitest";
import {
  freeGallerySpots,
  freeTrailerSpot,
  GALLERY_HALF_LENGTH,
  GALLERY_WALLS,
  type GallerySpot,
  isOnGalleryWall,
  PICTURE_HEIGHT,
  PICTURE_MIDDLE,
  PICTURE_WIDTH,
  pictureSpots,
  TRAILER_HEIGHT,
  TRAILER_WIDTH,
  trailerSpots,
} from "../../contract/gallery.ts";
import { CHARACTERS_PER_SHOW, EXHIBIT_SPACING, HUB_HALF_SIZE } from "../../contract/limits.ts";
import { checkSpot } from "../../server/exhibits/placing.ts";

const apart = (a: GallerySpot, b: GallerySpot) => Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);
const FRAME = 0.14;
/** What hangs on a wall, flat: metres to the right of its middle, and up. */
const flat = (wall: (typeof GALLERY_WALLS)[number]) =>
  [
    ...pictureSpots(wall).map((spot) => ({ spot, width: PICTURE_WIDTH, height: PICTURE_HEIGHT })),
    ...trailerSpots(wall).map((spot) => ({ spot, width: TRAILER_WIDTH, height: TRAILER_HEIGHT })),
  ].map(({ spot, width, height }) => ({
    along: spot.x * Math.cos(spot.rotationY) - spot.z * Math.sin(spot.rotationY),
    up: spot.y + PICTURE_MIDDLE,
    halfWidth: width / 2 + FRAME,
    // Its plaque hangs beneath.
    top: spot.y + PICTURE_MIDDLE + height / 2 + FRAME,
    bottom: spot.y + PICTURE_MIDDLE - height / 2 - FRAME - 0.25,
  }));

describe("the gallery's spots", () => {
  test("take a whole cast on each wall", () => {
    for (const wall of GALLERY_WALLS) expect(pictureSpots(wall).length).toBeGreaterThanOrEqual(CHARACTERS_PER_SHOW);
  });

  test("are all within the hub, and as far apart as the room asks for", () => {
    const spots = GALLERY_WALLS.flatMap((wall) => [...pictureSpots(wall), ...trailerSpots(wall)]);
    for (const [index, spot] of spots.entries()) {
      expect(() => checkSpot("hub", spot, [])).not.toThrow();
      for (const other of spots.slice(index + 1)) expect(apart(spot, other)).toBeGreaterThan(EXHIBIT_SPACING);
    }
  });

  test.each(GALLERY_WALLS)("let no frame of the %s wall touch another, the ground or the wall's edge", (wall) => {
    const frames = flat(wall);
    for (const [index, a] of frames.entries()) {
      expect(a.bottom).toBeGreaterThan(0.2);
      expect(a.top).toBeLessThan(4.7);
      expect(Math.abs(a.along) + a.halfWidth).toBeLessThan(GALLERY_HALF_LENGTH);
      for (const b of frames.slice(index + 1)) {
        const isBeside = Math.abs(a.along - b.along) >= a.halfWidth + b.halfWidth;
        const isAbove = a.bottom >= b.top || b.bottom >= a.top;
        expect(isBeside || isAbove).toBe(true);
      }
    }
  });

  test("look into the hub, and hang at its border, where nothing else stands", () => {
    for (const { x, z, rotationY } of GALLERY_WALLS.flatMap(pictureSpots)) {
      expect(Math.max(Math.abs(x), Math.abs(z))).toBeCloseTo(HUB_HALF_SIZE, 0);
      const [inX, inZ] = [x + Math.sin(rotationY), z + Math.cos(rotationY)];
      expect(Math.max(Math.abs(inX), Math.abs(inZ))).toBeLessThan(HUB_HALF_SIZE - 0.5);
    }
  });
});

describe("free spots of the gallery", () => {
  test("are those around the first wall's middle while it is empty", () => {
    expect(freeGallerySpots([], 5)).toEqual(pictureSpots("south").slice(0, 5));
    expect(freeTrailerSpot([])).toEqual(trailerSpots("south")[0]);
  });

  test("leave out what is taken, exactly or nearly", () => {
    const [first, second, third] = pictureSpots("south");
    if (!first || !second || !third) throw new Error("There are no spots.");
    const taken = [first, { ...second, x: second.x + 0.4 }];
    expect(freeGallerySpots(taken, 1)).toEqual([third]);
  });

  test("keep a cast together: on the other wall where the first has no room for all", () => {
    const taken = pictureSpots("south").slice(0, 20);
    expect(freeGallerySpots(taken, 40)).toEqual(pictureSpots("west").slice(0, 40));
    expect(freeGallerySpots(taken, 30)).toEqual(pictureSpots("south").slice(20, 50));
    const [cast] = freeGallerySpots(taken, 40);
    expect(freeTrailerSpot([], cast)).toEqual(trailerSpots("west")[0]);
  });

  test("are as many as there are, never one twice, and none when all is taken", () => {
    const many = freeGallerySpots([], 1_000);
    expect(many).toHaveLength(pictureSpots("south").length + pictureSpots("west").length);
    expect(new Set(many.map((spot) => JSON.stringify(spot))).size).toBe(many.length);
    expect(freeGallerySpots(many, 1)).toEqual([]);
    expect(freeGallerySpots([], 0)).toEqual([]);
    expect(freeGallerySpots([], -1)).toEqual([]);
    expect(freeTrailerSpot(GALLERY_WALLS.flatMap(trailerSpots))).toBeNull();
  });

  test("are told from spots that are not on a wall", () => {
    for (const spot of freeGallerySpots([], 200)) expect(isOnGalleryWall(spot)).toBe(true);
    expect(isOnGalleryWall({ x: 0, y: 0, z: 0 })).toBe(false);
    expect(isOnGalleryWall({ x: 2.9, y: 1, z: -39.95 })).toBe(false);
  });
});
