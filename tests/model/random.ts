/** A whole number from 0 to below `below`. */
export type Random = (below: number) => number;

/** Numbers that look like chance and come again for the same seed: a linear congruence, of which the high bits are taken. */
export function createRandom(seed: number): Random {
  let state = BigInt.asUintN(64, BigInt(seed) * 2_862_933_555_777_941_757n + 3_037_000_493n);
  return (below) => {
    state = BigInt.asUintN(64, state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n);
    return Number(state >> 33n) % below;
  };
}
