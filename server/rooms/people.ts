import type { ChatLine } from "../../contract/messages.ts";
import type { Clock } from "../generation/ports.ts";
import type { RoomFeature } from "./feature.ts";

/** Names, presence and chat: what players tell each other. */
export function createPeople(parts: {
  readonly clock: Clock;
  readonly rename: (playerId: string, name: string) => Promise<void>;
  readonly onPresence: (room: Parameters<NonNullable<RoomFeature["onPresence"]>>[0]) => void;
}): RoomFeature {
  return {
    requests: {
      async set_name({ room, sessionId, playerId }, { name }) {
        await parts.rename(playerId, name);
        const player = room.state.players.get(sessionId);
        if (player) player.name = name;
        return { ok: true };
      },
      async set_away({ room, sessionId }, { away }) {
        const player = room.state.players.get(sessionId);
        if (player && player.away !== away) {
          player.away = away;
          parts.onPresence(room);
        }
        return { ok: true };
      },
      async set_loading({ room, sessionId }, { loading }) {
        const player = room.state.players.get(sessionId);
        if (player) player.loading = loading;
        return { ok: true };
      },
      async chat({ room, sessionId }, { text }) {
        const name = room.state.players.get(sessionId)?.name ?? "";
        const line: ChatLine = { from: sessionId, name, text, at: parts.clock.now() };
        room.broadcast("chat", line);
        return { ok: true };
      },
    },
  };
}
