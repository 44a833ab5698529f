import type { Server as HttpServer } from "node:http";
import { Encoder } from "@colyseus/schema";
import { defineRoom, defineServer, matchMaker, type Router, type Server, WebSocketTransport } from "colyseus";
import { MESSAGE_MAX_BYTES } from "../../contract/limits.ts";
import type { OriginRules } from "../http/origin.ts";
import { createUpgradeCheck } from "../http/upgrades.ts";
import type { createWorldRoom } from "./world-room.ts";

const stateBytes = 512 * 1024;

/** Vite's own websocket in development names this protocol; everything else on the port is the game's. */
const isVites = (protocol: string | undefined): boolean => /^vite-/.test(protocol ?? "");

/** Sets Colyseus up on an HTTP server that others share: one kind of room, joined by world. */
export function createGameServer(parts: {
  readonly server: HttpServer;
  readonly WorldRoom: ReturnType<typeof createWorldRoom>;
  readonly routes: Router;
  readonly origins: OriginRules;
}): Server {
  // A full state of some hundred portals and players is larger than the 8 KB that it begins with, and growing it is a warning.
  Encoder.BUFFER_SIZE = stateBytes;
  const { controller } = matchMaker;
  // A client that could create or join rooms by itself would open a second room of a world.
  controller.exposedMethods = ["joinOrCreate", "reconnect"];
  // Colyseus reflects any origin with credentials; the front answers CORS by the operator's list.
  controller.DEFAULT_CORS_HEADERS = {} as typeof controller.DEFAULT_CORS_HEADERS;
  controller.getCorsHeaders = () => ({}) as ReturnType<typeof controller.getCorsHeaders>;

  const transport = new WebSocketTransport({
    noServer: true,
    maxPayload: MESSAGE_MAX_BYTES,
    beforeUpgrade: createUpgradeCheck(parts.origins),
  });
  transport.attachToServer(parts.server, { filter: ({ headers }) => !isVites(headers["sec-websocket-protocol"]) });
  return defineServer({
    rooms: { world: defineRoom(parts.WorldRoom).filterBy(["worldId"]) },
    routes: parts.routes,
    transport,
    greet: false,
    gracefullyShutdown: false,
  });
}

/** Listens, or rejects with a sentence: Colyseus itself never answers when the port cannot be had. */
export async function listen(game: Server, server: HttpServer, port: number, host: string | null): Promise<void> {
  const { promise: failed, reject } = Promise.withResolvers<never>();
  const onError = (error: NodeJS.ErrnoException): void => reject(new Error(sentenceOfListenError(error, port)));
  server.once("error", onError);
  try {
    await Promise.race([game.listen(port, host ?? undefined), failed]);
  } finally {
    server.off("error", onError);
  }
}

function sentenceOfListenError(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === "EADDRINUSE") {
    return `Port ${port} is taken: set PORT to a free one, or stop what listens there.`;
  }
  if (error.code === "EACCES")
    return `Port ${port} needs more rights than this process has: set PORT to one above 1023.`;
  return `Cannot listen on port ${port}: ${error.message}. Check PORT and HOST.`;
}
