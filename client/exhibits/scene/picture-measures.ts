import {
  PICTURE_HEIGHT,
  PICTURE_MIDDLE,
  PICTURE_WIDTH,
  TRAILER_HEIGHT,
  TRAILER_WIDTH,
} from "../../../contract/gallery.ts";
import type { Thing } from "../../scene/aim/near.ts";
import type { PickBox } from "../../scene/aim/pick.ts";
import type { ExhibitView } from "../../scene/views.ts";

/** Metres. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

export const isPictureKind = (kind: string): boolean => kind === "portrait" || kind === "video" || kind === "trailer";

/** What a picture of this kind fits into at scale 1; also its size until its own shape is known. */
export const pictureBox = (kind: string): PictureSize =>
  kind === "trailer"
    ? { width: TRAILER_WIDTH, height: TRAILER_HEIGHT }
    : { width: PICTURE_WIDTH, height: PICTURE_HEIGHT };

/** The largest of this shape (width by height) in the box. */
export function fittedInto(box: PictureSize, shape: number): PictureSize {
  if (!Number.isFinite(shape) || shape <= 0) return box;
  const height = Math.min(box.height, box.width / shape);
  return { width: height * shape, height };
}

/** How much of a picture's width and height is seen where it covers a frame of another shape. */
export function coveringShare(frameShape: number, pictureShape: number): readonly [across: number, up: number] {
  const share = frameShape / pictureShape;
  if (!Number.isFinite(share) || share <= 0) return [1, 1];
  return share < 1 ? [share, 1] : [1, 1 / share];
}

/** Under the lower edge there is room for the plaque. */
const UNDER = 0.5;

/** From the exhibit's own point up to its picture's middle, in metres: large ones hang higher, so as not to stand in the ground. */
export const middleAbove = (box: PictureSize, scale: number): number =>
  Math.max(PICTURE_MIDDLE, (box.height / 2) * scale + UNDER);

const NEAR = 3;
const HALF_DEPTH = 0.12;

/** From where a picture is near, and the box in which a click hits it. */
export function pictureReach({ id, kind, x, y, z, rotationY, scale }: ExhibitView): Thing & PickBox {
  const box = pictureBox(kind);
  const half = (box.height / 2) * scale;
  const middle = y + middleAbove(box, scale);
  return {
    id,
    x,
    y: middle - half,
    z,
    rotationY,
    reach: NEAR + (box.width / 2) * scale,
    middle,
    halfWidth: (box.width / 2) * scale,
    halfDepth: HALF_DEPTH * scale,
    height: 2 * half,
  };
}
