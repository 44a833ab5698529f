import { nearThing } from "./near.ts";

export interface NearWatch {
  /** What one stands before, or null. */
  readonly id: string | null;
  step(...seen: Parameters<typeof nearThing>): void;
}

/** Tells when the player comes near a thing or leaves it. */
export function watchNear(onNear: (thingId: string | null) => void): NearWatch {
  let near: string | null = null;
  return {
    get id() {
      return near;
    },
    step(...seen) {
      const current = nearThing(...seen);
      if (current === near) return;
      near = current;
      onNear(near);
    },
  };
}
