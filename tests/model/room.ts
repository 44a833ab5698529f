import type { Clock, Delegate } from "../../server/generation/ports.ts";

/** How a player behaves who is asked to look. Who hides is not asked. */
export const manners = ["prompt", "slow", "silent", "late", "hidden"] as const;
export type Manner = (typeof manners)[number];

const windowMs = 4_000;
const slowMs = 3_900;
/** After both windows are over. */
const lateMs = 9_000;

export interface Room {
  /** Joins, or behaves otherwise from now on. */
  seat(player: string, manner: Manner): void;
  leave(player: string): void;
  /** The room as a process sees it; what waits for time waits for the process's time. */
  delegate(clock: Clock): Delegate;
}

/** Players who come and go, and look or do not: two are asked, for four seconds each. */
export function createRoom(): Room {
  const players = new Map<string, Manner>();
  return {
    seat: (player, manner) => void players.set(player, manner),
    leave: (player) => void players.delete(player),
    delegate: (clock) => ({
      async offer(_generation, look) {
        const asked = [...players.values()].filter((manner) => manner !== "hidden").slice(0, 2);
        for (const manner of asked) {
          if (manner === "prompt") return taken(look);
          if (manner === "late") clock.after(lateMs, () => void taken(look));
          await new Promise<void>((resolve) => clock.after(manner === "slow" ? slowMs : windowMs, resolve));
          if (manner === "slow") return taken(look);
        }
      },
    }),
  };
}

/** A client's look that fails fails for the client alone: the core has its own answer from the same look. */
async function taken(look: () => Promise<unknown>): Promise<void> {
  try {
    await look();
  } catch {
    return;
  }
}
