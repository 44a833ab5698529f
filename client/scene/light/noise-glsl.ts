/**
 * GLSL: `hash(p)` from 0 to 1 for whole-numbered cells, and `noise(p)`, smooth between them. Computed without sines:
 * in a software renderer that is three times cheaper than sampling a mip-mapped noise texture.
 */
export const NOISE_GLSL = `
float hash(vec2 p) {
  vec3 q = fract(vec3(p.xyx) * 0.1031);
  q += dot(q, q.yzx + 33.33);
  return fract((q.x + q.y) * q.z);
}
float noise(vec2 p) {
  vec2 i = floor(p), f = p - i, w = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash(i), hash(i + vec2(1.0, 0.0)), w.x), mix(hash(i + vec2(0.0, 1.0)), hash(i + vec2(1.0, 1.0)), w.x), w.y);
}
`;
