import type { Spot } from "./near.ts";

/** As far in front of the player, turned to look back at them; the angle is between -π and π. */
export function spotAhead(self: Spot, yaw: number, metres: number): Spot & { readonly rotationY: number } {
  const back = yaw + Math.PI;
  return {
    x: self.x + Math.sin(yaw) * metres,
    z: self.z + Math.cos(yaw) * metres,
    rotationY: Math.atan2(Math.sin(back), Math.cos(back)),
  };
}
