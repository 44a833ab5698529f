import type { DatabaseAddress } from "./database-url.ts";
import { type DatabaseTrouble, type TroubleKind, troubleOf } from "./trouble.ts";

/** Gets one sentence for the operator when a trouble begins, and one when it is over. */
export interface TroubleListener {
  began(kind: TroubleKind, sentence: string): void;
  over(kind: TroubleKind, sentence: string): void;
}

/** What a call that succeeded shows: that somebody answers, or also that changes are kept. */
export type Proof = "answered" | "changed";

/** Knows which troubles stand, so that each is told once however many calls it breaks. */
export interface TroubleWatch {
  /** @throws DatabaseTrouble in place of the driver's error where that is what it tells of */
  run<T>(call: () => Promise<T>, proofIn: (result: T) => Proof): Promise<T>;
}

export function createTroubleWatch(
  { provider, shown }: Pick<DatabaseAddress, "provider" | "shown">,
  listener: TroubleListener,
): TroubleWatch {
  const standing = new Map<TroubleKind, { readonly trouble: DatabaseTrouble; broken: number }>();
  /** Counts the ends of troubles: what was asked before one and fails after it is news of the past. */
  let recoveries = 0;

  function note(trouble: DatabaseTrouble, recoveriesBefore: number): void {
    const known = standing.get(trouble.kind);
    if (known) known.broken += 1;
    if (known || recoveries > recoveriesBefore) return;
    standing.set(trouble.kind, { trouble, broken: 1 });
    listener.began(trouble.kind, `The database (${shown}) ${whatIsWrong[trouble.kind](trouble.reason)}`);
  }

  function end(isOver: (kind: TroubleKind) => boolean): void {
    for (const [kind, { broken }] of [...standing]) {
      if (!isOver(kind)) continue;
      standing.delete(kind);
      recoveries += 1;
      listener.over(kind, `The database (${shown}) works again, after ${broken} calls that failed.`);
    }
  }

  return {
    async run(call, proofIn) {
      const damage = standing.get("damaged");
      // Whatever else is read from it or written into it can only make things worse.
      if (damage) throw damage.trouble;
      const recoveriesBefore = recoveries;
      try {
        const result = await call();
        if (standing.size > 0) end(proofIn(result) === "changed" ? isMended : (kind) => kind === "away");
        return result;
      } catch (error) {
        const trouble = troubleOf(error, provider);
        if (trouble === null) throw error;
        note(trouble, recoveriesBefore);
        throw trouble;
      }
    },
  };
}

/** Damage does not go away by itself, whatever can still be read and written. */
const isMended = (kind: TroubleKind): boolean => kind !== "damaged";

const byItself = "everything goes on by itself";
const whatIsWrong: Readonly<Record<TroubleKind, (reason: string) => string>> = {
  away: (reason) => `cannot be reached: ${reason}. Once it answers, ${byItself}.`,
  busy: (reason) => `is held by another process: ${reason}. Once that lets go, ${byItself}.`,
  read_only: (reason) => `takes no changes: ${reason}. Once it does, ${byItself}.`,
  disk: (reason) => `cannot be written: ${reason}. Make room on its disk, and ${byItself}.`,
  damaged: (reason) =>
    `is damaged: ${reason}. Nothing is read from it or written into it any more. Stop the server and restore a ` +
    "backup (see the README).",
};
