import { Vector3 } from "@babylonjs/core/Maths/math.vector";
import { SPRING_HEIGHT } from "./portal-measures.ts";

const SIDE_STEPS = 4;
const ROUND_STEPS = 28;

/** Half the width of the arch and the height at each of its levels, from the foot to the crown. */
export function archLevels(halfWidth: number): { readonly reach: number; readonly height: number }[] {
  const sides = Array.from({ length: SIDE_STEPS }, (_, i) => ({
    reach: halfWidth,
    height: (SPRING_HEIGHT * i) / SIDE_STEPS,
  }));
  const round = Array.from({ length: ROUND_STEPS / 2 + 1 }, (_, i) => {
    const angle = (Math.PI * i) / ROUND_STEPS;
    return { reach: halfWidth * Math.cos(angle), height: SPRING_HEIGHT + halfWidth * Math.sin(angle) };
  });
  return [...sides, ...round];
}

/** The arch's outline from its left foot over the crown to its right foot, in the plane at depth `z`. */
export function archOutline(halfWidth: number, z: number): Vector3[] {
  const levels = archLevels(halfWidth);
  return [
    ...levels.map(({ reach, height }) => new Vector3(-reach, height, z)),
    ...levels.toReversed().map(({ reach, height }) => new Vector3(reach, height, z)),
  ];
}
