/** Where somebody or something stands on the ground, in metres. */
export interface Spot {
  readonly x: number;
  readonly z: number;
}

/** From where one looks: the eyes' height is in metres, too. */
interface Eye extends Spot {
  readonly y: number;
}

/** In radians, pitch growing upwards. */
interface Look {
  readonly yaw: number;
  readonly pitch: number;
}

/** Something one can walk up to. */
export interface Thing extends Spot {
  readonly id: string;
  /** From how far away it is near, in metres. */
  readonly reach: number;
  /** At what height one looks at it, where things hang above one another. */
  readonly middle?: number;
}

/** Within this distance a thing is near in whatever direction one looks. */
const AT_HAND = 1.2;
/** Half of the angle within which something counts as looked at. */
const LOOK_HALF_ANGLE = 1.05;

/** The closest thing within its reach that is roughly looked at, or null; of two above one another the one at eye level. */
export function nearThing(self: Eye, { yaw, pitch }: Look, things: Iterable<Thing>): string | null {
  let near: string | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (const thing of things) {
    const [dx, dz] = [thing.x - self.x, thing.z - self.z];
    const distance = Math.hypot(dx, dz);
    const ahead = dx * Math.sin(yaw) + dz * Math.cos(yaw);
    const isLookedAt = ahead >= Math.cos(LOOK_HALF_ANGLE) * distance || distance <= AT_HAND;
    const offLevel = thing.middle === undefined ? 0 : thing.middle - (self.y + distance * Math.tan(pitch));
    const away = Math.hypot(distance, offLevel);
    if (distance > thing.reach || away > nearest || !isLookedAt) continue;
    near = thing.id;
    nearest = away;
  }
  return near;
}
