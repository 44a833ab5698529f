/**
 * Room for `capacity` splats, in Babylon axes (y up). Per splat: the centre in metres, three standard deviations in
 * metres along its own axes, the rotation as a unit quaternion x, y, z, w, display colour (0 to about 1.4) and opacity
 * (0 to 1).
 */
export interface SplatCloud {
  readonly capacity: number;
  count: number;
  readonly centres: Float32Array;
  readonly sigmas: Float32Array;
  readonly rotations: Float32Array;
  readonly colours: Float32Array;
  readonly opacities: Float32Array;
}

export function createSplatCloud(capacity: number): SplatCloud {
  return {
    capacity,
    count: 0,
    centres: new Float32Array(capacity * 3),
    sigmas: new Float32Array(capacity * 3),
    rotations: new Float32Array(capacity * 4),
    colours: new Float32Array(capacity * 3),
    opacities: new Float32Array(capacity),
  };
}
