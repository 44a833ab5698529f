export const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}

export function lerp(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** 0 up to `start`, 1 from `end` on, and level at both. */
export function smoothstep(start: number, end: number, value: number): number {
  const share = clamp((value - start) / (end - start), 0, 1);
  return share * share * (3 - 2 * share);
}
