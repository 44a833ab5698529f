import type { Generation, OutputFile } from "./generation.ts";
import type { LifecycleEvent } from "./lifecycle-events.ts";
import type { FileSource, Observation } from "./provider.ts";

/** What the core needs from its surroundings, and nothing of who provides it. */

export interface Clock {
  /** ms since 1970 */
  now(): number;
  /** Runs `task` once after `delayMs`, and returns its canceller. */
  after(delayMs: number, task: () => void): () => void;
}

/** Brings a provider's file into our own store. */
export interface Files {
  /** Fetching the same content again is harmless. Rejects when the link is dead or the file is not what its role says. */
  collect(file: OutputFile, source: FileSource, signal: AbortSignal): Promise<{ hash: string; ext: string }>;
}

/** May have a look taken by somebody else (a room's designated poller). */
export interface Delegate {
  /**
   * Finds somebody who calls `look`, and resolves once the look was taken or nobody did in time: then the core looks
   * by itself. `look` is single-flight, and may still be called later. Resolves within seconds, and never rejects.
   */
  offer(generation: Generation, look: () => Promise<Observation>): Promise<void>;
}

/** Says whether a player may start another generation of a kind; refuses by throwing `Refused`. */
export interface Budget {
  check(playerId: string, kind: string): Promise<void>;
}

/** What the core tells its operator: one line per change of state, what went wrong, and what came too late. */
export interface Journal {
  changed(before: Generation | null, after: Generation): void;
  troubled(what: string, generation: Generation | null, error: unknown): void;
  /**
   * What this process found out, or was about to post, came too late: it slept through its lease and another one has
   * taken over, or the generation was called off meanwhile.
   *
   * @param operationId of the task that a dropped acceptance told of; the row learns of it by search only
   */
  dropped(what: LifecycleEvent["type"] | "post", generation: Generation, operationId: string | null): void;
}
