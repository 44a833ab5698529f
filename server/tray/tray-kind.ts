import type { Generation } from "../generation/generation.ts";

/** Where something stands, in metres. */
interface Whereabouts {
  readonly worldId: string;
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** What the task tray needs of a kind; its feature provides it, and `app.ts` hands it over. */
export interface TrayKind {
  readonly kind: string;
  /** The prompt, or the name of what is made. */
  titleOf(generation: Generation): string;
  /** The `result` of `job_completed`. */
  resultOf(generation: Generation): Record<string, unknown>;
  /** Where its subject stands; null when it stands nowhere. */
  placeOf(generation: Generation): Promise<Whereabouts | null>;
  /**
   * Tries an ended one again, where it was.
   *
   * @returns the new one, committed
   * @throws Refused over_budget, and whatever the feature has against it
   */
  retry(ended: Generation): Promise<Generation>;
  /** Whether its subject has gone on to something else; absent where subjects do not. */
  isReplaced?(ended: Generation): Promise<boolean>;
  /** What one takes, until this server has measured its own. */
  readonly typicalSecondsAtFirst: number;
}
