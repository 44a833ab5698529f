import type { Generation } from "../generation/generation.ts";
import type { TrayKind } from "./tray-kind.ts";

/** The kinds that the tray shows. Rows of others are from another version of this server, and are left out. */
export interface TrayKinds {
  readonly names: readonly string[];
  knows(generation: Generation): boolean;
  /** @throws Error for a kind that it does not know */
  of(generation: Pick<Generation, "kind">): TrayKind;
}

export function createTrayKinds(kinds: readonly TrayKind[]): TrayKinds {
  const byName = new Map(kinds.map((kind) => [kind.kind, kind]));
  return {
    names: [...byName.keys()],
    knows: ({ kind }) => byName.has(kind),
    of({ kind }) {
      const known = byName.get(kind);
      if (!known) throw new Error(`The task tray was not told of the kind "${kind}".`);
      return known;
    },
  };
}
