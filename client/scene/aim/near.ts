/** Where somebody or something stands on the ground, in metres. */
export interface Spot {
  readonly x: number;
  readonly z: number;
}

/** Something one can walk up to. */
export interface Thing extends Spot {
  readonly id: string;
  /** From how far away it is near, in metres. */
  readonly reach: number;
}

/** Within this distance a thing is near in whatever direction one looks. */
const AT_HAND = 1.2;
/** Half of the angle within which something counts as looked at. */
const LOOK_HALF_ANGLE = 1.05;

/** The closest thing within its reach that is roughly looked at along `yaw`, or null. */
export function nearThing(self: Spot, yaw: number, things: Iterable<Thing>): string | null {
  let near: string | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const thing of things) {
    const [dx, dz] = [thing.x - self.x, thing.z - self.z];
    const distance = Math.hypot(dx, dz);
    const ahead = dx * Math.sin(yaw) + dz * Math.cos(yaw);
    const isLookedAt = ahead >= Math.cos(LOOK_HALF_ANGLE) * distance || distance <= AT_HAND;
    if (distance > thing.reach || distance > nearest || !isLookedAt) continue;
    near = thing.id;
    nearest = distance;
  }
  return near;
}
