import type { Generation } from "./generation.ts";
import type { Delegate } from "./ports.ts";
import type { Provider } from "./provider.ts";

/** Times of a kind, in ms. */
export interface KindTimes {
  readonly lookMs: number;
  /** From acceptance to the last look. */
  readonly deadlineMs: number;
  /** From `done` to giving the files up. */
  readonly collectMs: number;
}

/** What a generation makes, declared: everything the core has to know about worlds, models or portraits. */
export interface Kind {
  readonly name: string;
  readonly provider: Provider;
  readonly times: KindTimes;
  /**
   * The key under which only one generation of this kind goes on for a subject, retries included; null, and absent: as
   * many as are asked for.
   */
  activeKey?(subject: string): string | null;
  /** Takes looks for the core where somebody else may; absent: the server looks. */
  readonly delegate?: Delegate;
  /**
   * Writes an ended generation's result onto its subject and announces it. Idempotent: it runs again after a crash,
   * and when an ended generation is given a subject.
   */
  settle(generation: Generation): Promise<void>;
}
