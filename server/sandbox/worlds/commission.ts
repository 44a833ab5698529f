import type { PictureLook } from "./picture-look.ts";

/** What to paint. The same order gives the same bytes, whenever and wherever it is painted. */
export interface WorldOrder {
  readonly prompt: string;
  readonly seed: number;
  /** What was taken from a picture that came with the prompt; absent where none came. */
  readonly picture?: PictureLook;
  /** 1 = full tiers (100k, 500k splats), tests use 0.05; at most 1, above 0. */
  readonly splatScale: number;
}

export interface PaintedWorld {
  /** One English sentence about what is to be seen. */
  readonly caption: string;
  readonly files: {
    /** SPZ version 3, y down, metres (see `writeSpz`). */
    readonly "100k": Uint8Array;
    readonly "500k": Uint8Array;
    /** `.glb` of the ground in the splats' own frame (see `writeCollider`). */
    readonly collider: Uint8Array;
    /** Equirectangular JPEG, its centre +z (see `paintPano`): 2048 × 1024, half of that when `splatScale` is below 0.5. */
    readonly pano: Uint8Array;
    /** 480 × 270 WebP, rendered from the 500k tier. */
    readonly thumbnail: Uint8Array;
  };
}
