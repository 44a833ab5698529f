import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { Router } from "colyseus";
import type { Log } from "../operations/log.ts";
import { corsHeaders } from "./cors.ts";
import { errorResponse } from "./error-response.ts";
import { dropForwardedHeaders } from "./forwarded-headers.ts";
import { HttpRefusal } from "./http-refusal.ts";
import type { OriginRules } from "./origin.ts";
import { checkRequest } from "./request-checks.ts";
import { signalOfLeaving, writeResponse } from "./response-writing.ts";
import { createRouteCall, isRouted } from "./routing.ts";
import { securityHeaders } from "./security-headers.ts";
import { createClientSender, createStoredFileSender } from "./served-folders.ts";

export interface FrontParts {
  /** The whole router, matchmaking included: `server.router` once the server listens. */
  readonly router: Router;
  /** Where stored files lie as `<hash>.<ext>`. */
  readonly assetsDir: string;
  /** Who serves the page: the folder of the built client, Vite's middleware in development, or nobody. */
  readonly client: { readonly dir: string } | { readonly vite: Middleware } | null;
  readonly origins: OriginRules;
  /** Whether forwarded headers are believed. */
  readonly trustProxy: boolean;
  readonly log: Log;
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void;
type Front = (request: IncomingMessage, response: ServerResponse) => void;

/** Every HTTP request of the house comes in here. Nothing that a client sends makes it throw. */
export function createFront({ router, assetsDir, client, origins, trustProxy, log }: FrontParts): Front {
  const vite = client !== null && "vite" in client ? client.vite : null;
  const everywhere = Object.entries(securityHeaders(vite !== null));
  const callRoute = createRouteCall(router);
  const sendStored = createStoredFileSender(assetsDir);
  const sendClient = client !== null && "dir" in client ? createClientSender(client.dir) : null;

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!trustProxy) dropForwardedHeaders(request.headers);
    const { origin } = request.headers;
    const cors = corsHeaders(origin, origins.allowedOrigins, request.method === "OPTIONS");
    for (const [name, value] of [...everywhere, ...Object.entries(cors)]) response.setHeader(name, value);
    const url = checkRequest(request, origins);
    if (request.method === "OPTIONS") {
      response.writeHead(204).end();
    } else if (isRouted(url.pathname)) {
      await writeResponse(request, response, await callRoute(request, url, signalOfLeaving(response)));
    } else if (!sendFile(request, response, url.pathname)) {
      throw new HttpRefusal(404, "not_found", "There is nothing at this address.");
    }
  }

  function sendFile(request: IncomingMessage, response: ServerResponse, path: string): boolean {
    if (request.method !== "GET" && request.method !== "HEAD") return false;
    if (path.startsWith("/assets/")) return sendStored(request, response, path);
    if (vite === null) return sendClient?.(request, response, path) ?? false;
    vite(request, response, (error) => {
      const nothing = new HttpRefusal(404, "not_found", "There is nothing at this address.");
      refuse(request, response, error ?? nothing);
    });
    return true;
  }

  function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const answer = errorResponse(error, log, `${request.method} ${request.url?.replace(/\?.*$/s, "")}`);
    // Half an answer, or one that cannot be written, is cut off so that nobody takes it for a whole one.
    const cutOff = () => response.destroy();
    if (response.headersSent) cutOff();
    else writeResponse(request, response, answer).catch(cutOff);
  }

  return (request, response) => {
    serve(request, response).catch((error: unknown) => refuse(request, response, error));
  };
}

/**
 * Puts the front in place of whoever answered this server's requests. To be called once the game server listens: it
 * binds its own listener, which has the faults that the front is there to avoid, only then.
 */
export function attachFront(server: Server, front: Front): void {
  server.removeAllListeners("request").on("request", front);
}
