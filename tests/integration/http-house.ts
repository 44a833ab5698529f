import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Endpoint } from "colyseus";
import { attachFront, createFront, type FrontParts } from "../../server/http/front.ts";
import { createApiRouter, createRouteMaker, type MakeRoute, type RouteParts } from "../../server/http/route.ts";
import { createLog, type Log } from "../../server/operations/log.ts";

export interface House {
  readonly url: string;
  readonly port: number;
  readonly assetsDir: string;
  /** What was logged, one object per line. */
  readonly logged: Readonly<Record<string, unknown>>[];
  close(): Promise<void>;
}

interface HouseOptions extends Partial<Pick<FrontParts, "client" | "origins" | "trustProxy">> {
  readonly identify?: RouteParts["identify"];
  readonly anonymous?: RouteParts["anonymous"];
  readonly endpoints?: (route: MakeRoute, log: Log) => Readonly<Record<string, Endpoint>>;
}

const anyOrigins = { publicUrl: null, allowedOrigins: [] };

/** The front of the house on a real port, with the routes that a test brings along. */
export async function openHouse(options: HouseOptions = {}): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), "waygate-http-"));
  const assetsDir = join(folder, "assets");
  await mkdir(assetsDir);
  const { log, logged } = listeningLog();
  const route = createRouteMaker({
    identify: options.identify ?? (async () => null),
    anonymous: options.anonymous ?? null,
    log,
  });
  const server = createServer();
  attachFront(
    server,
    createFront({
      router: createApiRouter(options.endpoints?.(route, log) ?? {}, log),
      assetsDir,
      client: options.client ?? null,
      origins: options.origins ?? anyOrigins,
      trustProxy: options.trustProxy ?? false,
      log,
    }),
  );
  const port = await listenSomewhere(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    assetsDir,
    logged,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
}

export function listeningLog(): { log: Log; logged: Record<string, unknown>[] } {
  const logged: Record<string, unknown>[] = [];
  const destination = { write: (line: string) => void logged.push(JSON.parse(line)) };
  return { log: createLog({ level: "debug", secrets: [], destination }), logged };
}

export function listenSomewhere(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(addressOf(server).port));
  });
}

export function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server listens on no port");
  return address;
}

/** Sends these bytes, just as they are, and gives everything that comes back until the server hangs up. */
export function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.setEncoding("utf8").on("data", (text) => {
      received += text;
    });
    socket.once("end", () => socket.end()).once("error", reject);
    socket.once("close", () => resolve(received));
  });
}
