/** What to make for a show's cast. The same order gives the same bytes. */
export type CastOrder = PortraitOrder | VideoOrder | TrailerOrder;

interface PortraitOrder {
  readonly make: "portrait";
  readonly prompt: string;
  readonly seed: number;
  /** Width by height. */
  readonly aspectRatio: number;
}

export interface VideoOrder {
  readonly make: "video";
  readonly prompt: string;
  readonly seed: number;
  /** A JPEG, PNG or WebP to set in motion; null to paint one from the prompt first. */
  readonly picture: Uint8Array | null;
  readonly seconds: number;
}

export interface TrailerOrder {
  readonly make: "trailer";
  /** `Trailer for "TITLE". LOGLINE Starring: A; B; C.`, as far as it is so; the names are those of the pictures. */
  readonly prompt: string;
  readonly seed: number;
  readonly pictures: readonly Uint8Array[];
  readonly seconds: number;
}

export interface MadeCast {
  readonly files: { readonly out: Uint8Array };
  readonly contentType: "image/webp" | "video/webm";
}
