import type { Spot } from "./near.ts";

const AHEAD = 3;

/** 3 m in front of the player, turned to look back at them; the angle is between -π and π. */
export function spotAhead(self: Spot, yaw: number): Spot & { readonly rotationY: number } {
  const back = yaw + Math.PI;
  return {
    x: self.x + Math.sin(yaw) * AHEAD,
    z: self.z + Math.cos(yaw) * AHEAD,
    rotationY: Math.atan2(Math.sin(back), Math.cos(back)),
  };
}
