import type { CrashPoint } from "./crash-points.ts";
import type { Generation } from "./generation.ts";
import type { Kind } from "./kind.ts";
import type { Clock, Files, Journal } from "./ports.ts";
import type { GenerationStore } from "./store.ts";
import type { Untold } from "./untold.ts";

/** What every part of the core works with. */
export interface Core {
  readonly store: GenerationStore;
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly clock: Clock;
  readonly files: Files;
  readonly journal: Journal;
  /** How long a claim holds without being renewed. A process that is killed is taken over from after this. */
  readonly leaseMs: number;
  readonly untold: Untold;
  /** Absent unless somebody wants to see what a crash leaves behind. */
  readonly passing?: ((point: CrashPoint) => void) | undefined;
  /** Called after every committed change of a row; must not throw. */
  readonly announce: (after: Generation, before: Generation | null) => void;
}

export function kindOf(core: Core, row: Generation): Kind {
  const kind = core.kinds.get(row.kind);
  if (!kind) throw new Error(`Generation ${row.id} is of kind "${row.kind}", which this server does not make.`);
  return kind;
}
