type Direction = -1 | 0 | 1;

/** By key position, not by letter, so that it is the same block of keys on every layout. */
const WALKING: Readonly<Record<string, "ahead" | "back" | "left" | "right">> = {
  KeyW: "ahead",
  ArrowUp: "ahead",
  KeyS: "back",
  ArrowDown: "back",
  KeyA: "left",
  ArrowLeft: "left",
  KeyD: "right",
  ArrowRight: "right",
};

export const isWalkingKey = (code: string): boolean => code in WALKING;

/** Which way the held keys (`KeyboardEvent.code`) lead; opposite ones cancel out. */
export function directionsOf(held: Iterable<string>): { forward: Direction; right: Direction } {
  const ways = new Set([...held].map((code) => WALKING[code]));
  const between = (plus: boolean, minus: boolean): Direction => (plus === minus ? 0 : plus ? 1 : -1);
  return {
    forward: between(ways.has("ahead"), ways.has("back")),
    right: between(ways.has("right"), ways.has("left")),
  };
}
