/** A source of numbers in [0, 1) that gives the same sequence for the same seed, on every machine. */
export type Random = () => number;

/** 32 bits that depend on every character of `text`. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * A generator of its own for each purpose, named by `parts`: whatever one purpose draws moves no other one, so that two
 * tiers of one world plant their trees in the same places.
 */
export function randomFor(...parts: readonly (string | number)[]): Random {
  const name = parts.join("\u0000");
  let a = hashOf(`a${name}`);
  let b = hashOf(`b${name}`);
  let c = hashOf(`c${name}`);
  let counter = 1;
  return () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 0x1_0000_0000;
  };
}

export function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

/** Bell-shaped around 0 with a standard deviation of 1, never beyond ±3.5 (the sum of four, scaled). */
export function bell(random: Random): number {
  return (random() + random() + random() + random() - 2) * 1.7320508;
}
