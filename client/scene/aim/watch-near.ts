import { nearThing, type Spot, type Thing } from "./near.ts";

export interface NearWatch {
  /** What one stands before, or null. */
  readonly id: string | null;
  step(self: Spot, yaw: number, things: Iterable<Thing>): void;
}

/** Tells when the player comes near a thing or leaves it. */
export function watchNear(onNear: (thingId: string | null) => void): NearWatch {
  let near: string | null = null;
  return {
    get id() {
      return near;
    },
    step(self, yaw, things) {
      const current = nearThing(self, yaw, things);
      if (current === near) return;
      near = current;
      onNear(near);
    },
  };
}
