/** Where somebody or something stands on the ground, in metres. */
export interface Spot {
  readonly x: number;
  readonly z: number;
}

const NEAR = 4;
/** Within this distance a portal is near in whatever direction one looks. */
const AT_HAND = 1.2;
/** Half of the angle within which something counts as looked at. */
const LOOK_HALF_ANGLE = 1.05;

/** The closest portal within 4 m that is roughly looked at along `yaw`, or null. */
export function nearPortal<P extends Spot & { readonly id: string }>(
  self: Spot,
  yaw: number,
  portals: Iterable<P>,
): string | null {
  let near: string | null = null;
  let nearest = NEAR;
  for (const portal of portals) {
    const [dx, dz] = [portal.x - self.x, portal.z - self.z];
    const distance = Math.hypot(dx, dz);
    const ahead = dx * Math.sin(yaw) + dz * Math.cos(yaw);
    const isLookedAt = ahead >= Math.cos(LOOK_HALF_ANGLE) * distance || distance <= AT_HAND;
    if (distance > nearest || !isLookedAt) continue;
    near = portal.id;
    nearest = distance;
  }
  return near;
}
