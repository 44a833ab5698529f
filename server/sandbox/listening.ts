import { createServer, type Server, type ServerResponse } from "node:http";
import type { Front } from "./http/front.ts";

const HOST = "127.0.0.1";
/** How long to wait before trying again when another program took the port while we refused connections, in ms. */
const LISTEN_AGAIN_MS = 200;
/** Longer than clients keep idle connections by themselves: a POST on a connection we just closed would look lost. */
const KEEP_ALIVE_MS = 120_000;

/** A server that listens on the loopback address, and can stop listening for a while. */
export interface Listener {
  readonly url: string;
  /**
   * Stops listening at once and listens again on the same port after `forMs` of real time, so that connecting really is
   * refused by the operating system. Connections in use finish their request and are then closed. A second call while
   * refusing starts the wait anew.
   */
  refuseConnections(forMs: number): void;
  /** Stops for good and cuts what is open. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1.
 *
 * @param port 0 for any free one.
 * @throws Error whose sentence names the port when it is taken.
 */
export async function listen(port: number, front: Front): Promise<Listener> {
  let refusing: NodeJS.Timeout | undefined;
  let closed = false;
  const inFlight = new Map<ServerResponse, Promise<void>>();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    if (refusing !== undefined) response.setHeader("connection", "close");
    const answered = front(request, response).finally(() => inFlight.delete(response));
    inFlight.set(response, answered);
  });
  await startListening(server, port);
  const bound = boundPort(server);

  async function listenAgain(): Promise<void> {
    try {
      await startListening(server, bound);
      refusing = undefined;
      if (closed) server.close();
    } catch (error) {
      console.error("sandbox: cannot listen again yet:", error);
      if (!closed) refusing = setTimeout(listenAgain, LISTEN_AGAIN_MS);
    }
  }

  return {
    url: `http://${HOST}:${bound}`,
    refuseConnections(forMs) {
      clearTimeout(refusing);
      if (server.listening) server.close();
      for (const response of inFlight.keys()) if (!response.headersSent) response.setHeader("connection", "close");
      refusing = setTimeout(listenAgain, forMs);
    },
    async close() {
      closed = true;
      clearTimeout(refusing);
      if (server.listening) server.close();
      server.closeAllConnections();
      await Promise.all(inFlight.values());
    },
  };
}

function startListening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => reject(explained(error, port));
    server.once("error", onError);
    server.listen(port, HOST, () => {
      server.off("error", onError);
      resolve();
    });
  });
}

function boundPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the sandbox listens on no port");
  return address.port;
}

function explained(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== "EADDRINUSE") return error;
  return new Error(`Port ${port} is taken, so the sandbox cannot start. Set SANDBOX_PORT to a free port.`, {
    cause: error,
  });
}
