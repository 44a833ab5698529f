import { Client, type Room } from "colyseus.js";
import { SessionAnswer } from "../../contract/routes.ts";
import type { WorldState } from "../../contract/state.ts";
import { until } from "./until.ts";

export interface TestPlayer {
  readonly room: Room<WorldState>;
  readonly playerId: string;
  readonly token: string;
  /** Every message the room sent, by type, in order. */
  readonly received: { readonly type: string; readonly message: unknown }[];
  /** The request's refusal, or an error when it was answered. */
  refusal(type: string, payload: unknown): Promise<{ code: string; message: string }>;
  /** Resolves when the server has let the player go; at once when the connection is closed already. */
  leave(): Promise<void>;
}

/** A session of its own and a seat in a world, over real connections, as the API's page describes it. */
export async function join(url: string, options: { worldId?: string; name?: string } = {}): Promise<TestPlayer> {
  const answer = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: options.name ?? "Ada" }),
  });
  const { playerId, token } = SessionAnswer.parse(await answer.json());
  return joinAs(url, { playerId, token }, options);
}

export async function joinAs(
  url: string,
  { playerId, token }: { playerId: string; token: string },
  options: { worldId?: string; name?: string } = {},
): Promise<TestPlayer> {
  const client = new Client(url);
  client.auth.token = token;
  const room = await client.joinOrCreate<WorldState>("world", options);
  const received: { type: string; message: unknown }[] = [];
  room.onMessage("*", (type, message) => void received.push({ type: String(type), message }));
  await until(() => room.state.players?.has(room.sessionId) === true);
  return {
    room,
    playerId,
    token,
    received,
    async refusal(type, payload) {
      const rejected = await room.request(type, payload).then(
        (answered: unknown) => new Error(`"${type}" was answered: ${JSON.stringify(answered)}`),
        (error: unknown) => error,
      );
      if (rejected instanceof Error && "reason" in rejected)
        return rejected.reason as { code: string; message: string };
      throw rejected;
    },
    async leave() {
      // Colyseus' own would never resolve then.
      if (room.connection.isOpen) await room.leave();
    },
  };
}
