/** What to make a model from. The same order gives the same bytes. */
export interface ModelOrder {
  /** A JPEG, PNG or WebP as it was uploaded. */
  readonly picture: Uint8Array;
  /** At most so many triangles, at least 500; null for as many as the artist likes. */
  readonly faceLimit: number | null;
}

export interface MadeModel {
  readonly files: {
    /** `.glb`: one closed, textured mesh of 5,000 to 30,000 triangles (fewer by order), upright on y = 0, centred, its front towards +z. */
    readonly model: Uint8Array;
    /** WebP, 512 × 512: the model as one sees it from a little to the right and above. */
    readonly preview: Uint8Array;
  };
}
