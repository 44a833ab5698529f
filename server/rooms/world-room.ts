import { type AuthContext, type Client, Room, type RoomException, ServerError } from "colyseus";
import { z } from "zod";
import { FRAMES_PER_SECOND, HUB, PATCH_MS, RECONNECT_SECONDS, TICK_RATE } from "../../contract/limits.ts";
import { PlayerName } from "../../contract/messages.ts";
import { halfSizeOf, stepMovement } from "../../contract/movement.ts";
import { MoveInput, Player as PlayerState, WorldState } from "../../contract/state.ts";
import { failureSentence } from "../failure-sentence.ts";
import type { Player } from "../players/player.ts";
import { sentenceOf } from "../sentence-of.ts";
import type { OpenRoom, RoomFeature } from "./feature.ts";
import { leaveOutUnsafeFrames } from "./frames.ts";
import type { OpenRooms } from "./open-rooms.ts";
import type { RequestDoor } from "./requests.ts";

export interface WorldRoomParts {
  readonly features: readonly RoomFeature[];
  readonly door: RequestDoor;
  readonly openRooms: OpenRooms;
  /** Never refuses: whoever shows no token is somebody new. */
  identify(context: AuthContext): Promise<Player>;
  worldExists(worldId: string): Promise<boolean>;
  onTrouble(what: string, error: unknown): void;
}

const JoinOptions = z.object({
  worldId: z.string().min(1).max(128).default(HUB),
  name: PlayerName.optional(),
});

/** HTTP's words, in the `code` of a matchmaking error. */
const badRequest = 400;
const notFound = 404;
const broken = 500;
/** Inputs a tick takes when a player's are piling up, so that a late burst does not become a delay for good. */
const catchUpAbove = 3;

/** The room that hosts one world: seats, presence and movement. What stands in it is the features'. */
export function createWorldRoom(parts: WorldRoomParts) {
  return class WorldRoom extends Room<{ state: WorldState; input: MoveInput }> {
    override state = new WorldState();
    override inputs = this.defineInput(MoveInput, { sanitize: { forward: [-1, 1], right: [-1, 1] } });
    override maxMessagesPerSecond = FRAMES_PER_SECOND;
    override patchRate = PATCH_MS;
    readonly #connected = new Set<string>();
    #place: OpenRoom = this.#placeOf(HUB);
    #filled: Promise<void> | null = null;

    /** Runs before the room is chosen: an absent or unknown world must not land anybody in some other one. */
    static override async onAuth(_token: string, options: unknown, context: AuthContext): Promise<Player> {
      const parsed = JoinOptions.safeParse(options);
      if (!parsed.success) throw new ServerError(badRequest, sentenceOf(parsed.error, options));
      const { worldId, name } = parsed.data;
      Object.assign(Object(options), { worldId });
      try {
        const exists = worldId === HUB || (await parts.worldExists(worldId));
        const visitor = exists ? await parts.identify(context) : null;
        if (visitor) return { ...visitor, name: name ?? visitor.name };
      } catch (error) {
        // Whatever `code` an error of ours has, matchmaking would send as HTTP's status.
        parts.onTrouble("joining", error);
        throw new ServerError(broken, failureSentence(error));
      }
      throw new ServerError(notFound, `There is no world "${worldId}" here.`);
    }

    /**
     * Does not fill the state: that may take its time, and whoever joins meanwhile waits for the room to be made for
     * about a second only, and would then make a second one of the same world.
     */
    override onCreate(options: { worldId?: string }): void {
      leaveOutUnsafeFrames(this);
      this.#place = this.#placeOf(options.worldId ?? HUB);
      this.state.worldId = this.#place.worldId;
      for (const name of parts.door.names) {
        this.onMessage(name, (client, payload, ctx) =>
          parts.door.answer(
            name,
            { room: this.#place, sessionId: client.sessionId, playerId: playerIdOf(client) },
            payload,
            ctx,
          ),
        );
      }
      // Open first: news that comes while the features fill the state must find the room.
      parts.openRooms.add(this.#place);
      this.setFixedTimestep(({ dt }) => this.#move(dt), TICK_RATE);
    }

    async #fill(): Promise<void> {
      try {
        for (const feature of parts.features) await feature.onOpen?.(this.#place);
      } catch (error) {
        // Whoever comes next tries again.
        this.#filled = null;
        parts.onTrouble(`room ${this.#place.worldId}: opening`, error);
        throw new ServerError(broken, failureSentence(error));
      }
    }

    override async onJoin(client: Client): Promise<void> {
      this.#filled ??= this.#fill();
      await this.#filled;
      const { playerId, name } = visitorOf(client);
      const player = new PlayerState();
      Object.assign(player, { playerId, name, ...arrivalSpot() });
      this.state.players.set(client.sessionId, player);
      this.#connected.add(client.sessionId);
      this.#announcePresence();
    }

    /** Every unclean close comes here first; the seat is held, the look it was asked for is not. */
    override onDrop(client: Client): void {
      this.#connected.delete(client.sessionId);
      for (const feature of parts.features) feature.onDrop?.(this.#place, client.sessionId);
      this.#announcePresence();
      this.allowReconnection(client, RECONNECT_SECONDS).catch(leftForGood);
    }

    override onReconnect(client: Client): void {
      this.#connected.add(client.sessionId);
      this.#announcePresence();
    }

    override onLeave(client: Client): void {
      this.#connected.delete(client.sessionId);
      this.state.players.delete(client.sessionId);
      parts.door.forget(client.sessionId);
      for (const feature of parts.features) {
        feature.onDrop?.(this.#place, client.sessionId);
        feature.onLeave?.(this.#place, client.sessionId);
      }
      this.#announcePresence();
    }

    override onDispose(): void {
      parts.openRooms.remove(this.#place);
      for (const feature of parts.features) feature.onClose?.(this.#place);
    }

    override onUncaughtException(error: RoomException, where: string): void {
      parts.onTrouble(`room ${this.#place.worldId}: ${where}`, error);
    }

    #announcePresence(): void {
      for (const feature of parts.features) feature.onPresence?.(this.#place);
    }

    #placeOf(worldId: string): OpenRoom {
      return {
        worldId,
        state: this.state,
        visibleSessions: () => [...this.#connected].filter((id) => this.state.players.get(id)?.away === false),
        sessionsOf: (playerId) =>
          this.clients.filter((client) => playerIdOf(client) === playerId).map(({ sessionId }) => sessionId),
        send: (sessionId, type, payload) => this.clients.getById(sessionId)?.send(type, payload),
        broadcast: (type, payload) => this.broadcast(type, payload),
      };
    }

    #move(seconds: number): void {
      const halfSize = halfSizeOf(this.#place.worldId);
      for (const [sessionId, player] of this.state.players) {
        const waiting = this.inputs.get(sessionId);
        // One a tick, by next() rather than for…of, or others see this player stutter.
        for (let take = waiting.size > catchUpAbove ? 2 : 1; take > 0; take--) {
          const command = waiting.next();
          if (!command) break;
          stepMovement(player, command, seconds, halfSize);
        }
      }
    }
  };
}

/** What `onAuth` returned, which Colyseus hands on untyped. */
const visitorOf = (client: Client): Player => client.auth as Player;
const playerIdOf = (client: Client): string => visitorOf(client).playerId;

/** Near the middle, but not inside one another. */
function arrivalSpot(): { x: number; z: number } {
  const angle = Math.random() * 2 * Math.PI;
  const radius = 0.5 + Math.random() * 1.5;
  return { x: Math.sin(angle) * radius, z: Math.cos(angle) * radius };
}

/** The promise of a held seat rejects when nobody came back, which `onLeave` tells as well. */
function leftForGood(): void {}
