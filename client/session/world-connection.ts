import { type ReadonlySignal, signal } from "@preact/signals";
import type { Player } from "../../contract/state.ts";
import type { Controls, FrameView, PlayerView } from "../scene/stage.ts";
import { leaveRoom } from "./leave-room.ts";
import { type Prediction, predictMovement } from "./prediction.ts";
import { requestsOf, type SendRequest } from "./requests.ts";
import type { ExhibitSnapshot, PlayerSnapshot, PortalSnapshot } from "./snapshots.ts";
import { mirrorState, type StateMirror } from "./state-mirror.ts";
import type { WorldRoom } from "./world-room.ts";

/** `down`: the SDK is reconnecting by itself, `drops` sockets lost so far. `gone`: this room will not come back. */
export type Link =
  | { readonly kind: "up" }
  | { readonly kind: "down"; readonly drops: number }
  | { readonly kind: "gone" };

/** One player in one world's room, from the first decoded state until it is left or lost. */
export class WorldConnection {
  readonly worldId: string;
  readonly sessionId: string;
  readonly request: SendRequest;
  readonly players: ReadonlySignal<readonly PlayerSnapshot[]>;
  readonly portals: ReadonlySignal<readonly PortalSnapshot[]>;
  readonly exhibits: ReadonlySignal<readonly ExhibitSnapshot[]>;
  readonly link: ReadonlySignal<Link>;
  readonly #room: WorldRoom;
  readonly #self: Player;
  readonly #mirror: StateMirror;
  readonly #prediction: Prediction;

  constructor(room: WorldRoom, self: Player, worldId: string) {
    this.#room = room;
    this.#self = self;
    this.worldId = worldId;
    this.sessionId = room.sessionId;
    this.request = requestsOf(room);
    this.#mirror = mirrorState(room);
    this.#prediction = predictMovement(room, self, worldId);
    this.players = this.#mirror.players;
    this.portals = this.#mirror.portals;
    this.exhibits = this.#mirror.exhibits;
    this.link = linkOf(room);
  }

  /** One frame: sends what is due, then says where everybody is drawn. `nowMs` is requestAnimationFrame's own. */
  frame(nowMs: number, controls: Controls): FrameView {
    this.#prediction.advance(nowMs, controls);
    const { x, z } = this.#prediction.drawnAt(this.#self);
    const players: PlayerView[] = [];
    for (const [sessionId, player] of this.#room.state.players) {
      if (sessionId !== this.sessionId) players.push(this.#viewOf(player, sessionId));
    }
    // The own heading is the camera's: the player looks where the mouse points, not where the last input pointed.
    return { self: { x, z, yaw: controls.yaw }, players };
  }

  /** The heading the server gave on arrival. */
  get arrivalYaw(): number {
    return this.#self.yaw;
  }

  /** Leaves for good. Resolves when the server knows, or soon after if the socket is dead. */
  async leave(): Promise<void> {
    this.#prediction.dispose();
    this.#mirror.dispose();
    await leaveRoom(this.#room);
  }

  #viewOf(player: Player, sessionId: string): PlayerView {
    const { name, away, loading } = player;
    return { sessionId, name, away, loading, ...this.#prediction.drawnAt(player) };
  }
}

function linkOf(room: WorldRoom): ReadonlySignal<Link> {
  const link = signal<Link>({ kind: "up" });
  room.onDrop(() => {
    link.value = { kind: "down", drops: link.value.kind === "down" ? link.value.drops + 1 : 1 };
  });
  room.onReconnect(() => {
    link.value = { kind: "up" };
  });
  room.onLeave(() => {
    link.value = { kind: "gone" };
  });
  return link;
}
