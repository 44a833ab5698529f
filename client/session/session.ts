import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { Controls, FrameView } from "../scene/stage.ts";
import { texts } from "../ui/texts.ts";
import { rejoin } from "./rejoin.ts";
import { Refused, type SendRequest } from "./requests.ts";
import type { ExhibitSnapshot, PlayerSnapshot, PortalSnapshot } from "./snapshots.ts";
import type { WorldConnection } from "./world-connection.ts";

/** A world's connection as those who hold it see it. */
export type OpenedWorld = Pick<WorldConnection, keyof WorldConnection>;

/** `attempt` counts from the moment the connection was lost, over the SDK's own attempts and ours. */
export type SessionStatus =
  | { readonly kind: "connecting"; readonly attempt: number }
  | { readonly kind: "joined" }
  | { readonly kind: "reconnecting"; readonly attempt: number };

export interface SessionSteps {
  /** Opens a world from nothing: renews the player's session, then joins. */
  enter(worldId: string): Promise<OpenedWorld>;
  /** Opens a world beside the one the player is in. */
  openBeside(worldId: string): Promise<OpenedWorld>;
  pause(delayMs: number, signal: AbortSignal): Promise<void>;
  /** No attempt will bring this world back; the player has to go elsewhere. */
  isFinal(error: unknown): boolean;
  onWorldGone(worldId: string, error: unknown): void;
}

/** The player's presence: in at most one world at a time, and brought back into it for as long as it takes. */
export class Session {
  readonly #steps: SessionSteps;
  readonly #current = signal<OpenedWorld | null>(null);
  readonly #status = signal<SessionStatus>({ kind: "connecting", attempt: 0 });
  #rejoining = new AbortController();
  #lastView: FrameView = { self: { x: 0, z: 0, yaw: 0 }, players: [] };

  readonly status: ReadonlySignal<SessionStatus> = this.#status;
  readonly sessionId = computed(() => this.#current.value?.sessionId ?? "");
  readonly worldId = computed(() => this.#current.value?.worldId ?? "");
  readonly players = computed<readonly PlayerSnapshot[]>(() => this.#current.value?.players.value ?? []);
  readonly portals = computed<readonly PortalSnapshot[]>(() => this.#current.value?.portals.value ?? []);
  readonly exhibits = computed<readonly ExhibitSnapshot[]>(() => this.#current.value?.exhibits.value ?? []);
  readonly self = computed(
    () => this.players.value.find((player) => player.sessionId === this.sessionId.value) ?? null,
  );

  constructor(steps: SessionSteps) {
    this.#steps = steps;
    effect(() => this.#follow(this.#current.value));
  }

  /**
   * Opens a world when there is none to stay in meanwhile, trying until it works.
   * @returns null when the player went elsewhere in the meantime
   * @throws what `isFinal` says no attempt can cure
   */
  async enter(worldId: string): Promise<OpenedWorld | null> {
    try {
      return await this.#steps.enter(worldId);
    } catch (error) {
      if (this.#steps.isFinal(error)) throw error;
    }
    return await this.#tryUntilBack(worldId, "connecting", 1);
  }

  /** Joins a world while the player stays where they are; `adopt` then makes it the one they are in. */
  openBeside(worldId: string): Promise<OpenedWorld> {
    return this.#steps.openBeside(worldId);
  }

  /** Moves the player into an opened world and leaves the one they were in. */
  adopt(next: OpenedWorld): void {
    const previous = this.#current.peek();
    this.#rejoining.abort();
    batch(() => {
      this.#current.value = next;
      this.#status.value = { kind: "joined" };
    });
    if (previous !== null && previous !== next) void previous.leave();
  }

  /** Asks the room the player is in. */
  readonly request: SendRequest = (type, payload) => {
    const connection = this.#current.peek();
    if (connection === null) return Promise.reject(new Refused("no_answer", texts.requests.nowhere));
    return connection.request(type, payload);
  };

  /** One frame of the world the player is in; the last one again while there is none. */
  frame(nowMs: number, controls: Controls): FrameView {
    this.#lastView = this.#current.peek()?.frame(nowMs, controls) ?? this.#lastView;
    return this.#lastView;
  }

  /** What the last frame showed. */
  get drawn(): FrameView {
    return this.#lastView;
  }

  /** The page goes away: the seat is given back at once instead of being held for a player who reloads. */
  close(): void {
    this.#rejoining.abort();
    void this.#current.peek()?.leave();
  }

  #follow(connection: OpenedWorld | null): void {
    const link = connection?.link.value;
    if (connection === null || link === undefined) return;
    if (link.kind === "up") this.#status.value = { kind: "joined" };
    else if (link.kind === "down") this.#status.value = { kind: "reconnecting", attempt: link.drops };
    else void this.#comeBack(connection);
  }

  async #comeBack(lost: OpenedWorld): Promise<void> {
    const status = this.#status.peek();
    const attempts = status.kind === "joined" ? 0 : status.attempt;
    try {
      const connection = await this.#tryUntilBack(lost.worldId, "reconnecting", attempts + 1);
      if (connection === null) return;
      if (this.#current.peek() === lost) this.adopt(connection);
      else await connection.leave();
    } catch (error) {
      this.#steps.onWorldGone(lost.worldId, error);
    }
  }

  #tryUntilBack(worldId: string, kind: "connecting" | "reconnecting", firstAttempt: number) {
    this.#rejoining.abort();
    this.#rejoining = new AbortController();
    const { signal } = this.#rejoining;
    return rejoin(
      {
        open: () => this.#steps.enter(worldId),
        pause: (delayMs) => this.#steps.pause(delayMs, signal),
        onAttempt: (attempt) => {
          this.#status.value = { kind, attempt };
        },
        isFinal: this.#steps.isFinal,
        signal,
      },
      firstAttempt,
    );
  }
}
