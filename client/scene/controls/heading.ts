const STEEPEST = 1.45;

/** Where one looks, in radians. */
export interface Heading {
  /** 0 along +z, growing towards +x, between -π and π. */
  readonly yaw: number;
  /** Growing upwards. */
  readonly pitch: number;
}

export function turned(heading: Heading, byYaw: number, byPitch: number): Heading {
  const yaw = heading.yaw + byYaw;
  return {
    yaw: Math.atan2(Math.sin(yaw), Math.cos(yaw)),
    pitch: Math.min(STEEPEST, Math.max(-STEEPEST, heading.pitch + byPitch)),
  };
}
