import type { z } from "zod";
import type { RoomRequest, roomRequests } from "../../contract/messages.ts";
import type { WorldState } from "../../contract/state.ts";

/** A room as a feature sees it: its synced state, who is in it, and a way to reach them. */
export interface OpenRoom {
  readonly worldId: string;
  readonly state: WorldState;
  /** Session ids of the players who are connected with a visible tab. */
  visibleSessions(): readonly string[];
  /** Session ids by player, connected or held for a reconnection. */
  sessionsOf(playerId: string): readonly string[];
  send(sessionId: string, type: string, payload: object): void;
  broadcast(type: string, payload: object): void;
}

/** Who made a request, and where. */
export interface Asker {
  readonly room: OpenRoom;
  readonly sessionId: string;
  readonly playerId: string;
}

export type RequestHandlers = {
  readonly [Name in RoomRequest]?: (asker: Asker, payload: z.output<(typeof roomRequests)[Name]>) => Promise<object>;
};

/** A part of the place that lives in every room: what it answers, and what it wants to hear of. */
export interface RoomFeature {
  readonly requests: RequestHandlers;
  /** Before anybody is let in. */
  onOpen?(room: OpenRoom): Promise<void>;
  onClose?(room: OpenRoom): void;
  /** Somebody joined, left, dropped, came back, hid or showed themselves. */
  onPresence?(room: OpenRoom): void;
  /** A connection is gone; its player may come back within the held time. */
  onDrop?(room: OpenRoom, sessionId: string): void;
  /** A player is gone for good. */
  onLeave?(room: OpenRoom, sessionId: string): void;
}
