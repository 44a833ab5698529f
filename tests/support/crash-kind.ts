import type { Database } from "../../server/persistence/database.ts";
import type { DatabaseProvider } from "../../server/persistence/database-url.ts";
import type { CrashPlace } from "./crash-places.ts";
import type { TestPlayer } from "./player.ts";

/** One thing that somebody asks for. None of these rejects when the server dies: that is what is tried. */
export interface CrashAsk {
  /** The provider's acceptance is written, and can be read. */
  isAccepted(): Promise<boolean>;
  cancel(): Promise<void>;
}

/** A kind of generation, as the matrix tries it: how it is asked for, and where its end is to be found. */
export interface CrashKind {
  readonly kind: string;
  readonly places: readonly CrashPlace[];
  /** Those of them that `npm test` tries; the others are tried by `npm run crash-matrix`. */
  readonly inEveryRun: Readonly<Record<DatabaseProvider, readonly CrashPlace[]>>;
  /** Resolves once there is something for the server to die of. */
  ask(asker: TestPlayer, url: string, database: Database): Promise<CrashAsk>;
  /** What it is for, as the database tells it. */
  subjectsIn(database: Database): Promise<readonly object[]>;
  /** Those of them that stand in the world, by their statuses: as kept, and as whoever comes back sees them. */
  standing(database: Database): Promise<readonly string[]>;
  seenBy(player: TestPlayer): readonly string[];
  readonly expected: Readonly<Record<CrashPlace["outcome"], readonly object[]>>;
}

/** The server may be gone before it answers. */
export function mayDieUnanswered(): void {}
export const unanswered = (): null => null;
