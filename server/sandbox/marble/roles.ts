import type { PaintedWorld } from "../worlds/commission.ts";

/** What a file is to its world. */
export type FileRole = keyof PaintedWorld["files"];

/** The last segment of each file's link, and its name on disk. */
export const FILE_NAMES: Readonly<Record<FileRole, string>> = {
  "100k": "100k.spz",
  "500k": "500k.spz",
  collider: "collider.glb",
  pano: "pano.jpg",
  thumbnail: "thumbnail.webp",
};

export const FILE_ROLES: readonly FileRole[] = ["100k", "500k", "collider", "pano", "thumbnail"];

const CONTENT_TYPES: Readonly<Record<FileRole, string>> = {
  "100k": "application/octet-stream",
  "500k": "application/octet-stream",
  collider: "model/gltf-binary",
  pano: "image/jpeg",
  thumbnail: "image/webp",
};

export function contentTypeOf(role: FileRole): string {
  return CONTENT_TYPES[role];
}

/** Undefined when no file of a world is called so. */
export function roleNamed(fileName: string): FileRole | undefined {
  return FILE_ROLES.find((role) => FILE_NAMES[role] === fileName);
}
