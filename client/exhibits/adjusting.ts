import { signal } from "@preact/signals";
import type { ExhibitSnapshot } from "../session/snapshots.ts";

/** An own exhibit that is being placed: where it is drawn meanwhile, here alone. Metres and radians. */
export interface Adjusting {
  readonly exhibitId: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Where it looks without the turn that the player gave it. */
  readonly facing: number;
  readonly turn: number;
  readonly scale: number;
  /** It goes along in front of the player. */
  readonly isCarried: boolean;
}

type Pose = Pick<ExhibitSnapshot, "x" | "y" | "z" | "rotationY">;

/** What is being placed, if anything. */
export const adjusting = signal<Adjusting | null>(null);

/** Begins with an exhibit as it stands. */
export function startAdjusting({ id, x, y, z, rotationY, scale }: ExhibitSnapshot): void {
  adjusting.value = { exhibitId: id, x, y, z, facing: rotationY, turn: 0, scale, isCarried: false };
}

/** Where and as large as it is drawn, and as the room is asked to have it; the angle is between -π and π. */
export function stanceOf({ x, y, z, facing, turn, scale }: Adjusting): Pose & { readonly scale: number } {
  const angle = facing + turn;
  return { x, y, z, rotationY: Math.atan2(Math.sin(angle), Math.cos(angle)), scale };
}

/** One frame of being carried: it stands at `spot` and keeps the turn that it was given. */
export function carriedTo(current: Adjusting, { x, y, z, rotationY }: Pose): Adjusting {
  const stays = current.x === x && current.y === y && current.z === z && current.facing === rotationY;
  return stays ? current : { ...current, x, y, z, facing: rotationY };
}

/** How far before the player it is carried, in metres: large things farther off, so as not to stand in them. */
export const carryMetres = (scale: number): number => 2.2 + scale;
