import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { listenSomewhere } from "./http-house.ts";

type Serve = (request: IncomingMessage, response: ServerResponse) => void;

/** A provider's file server, on a real port. */
export interface FileProvider {
  readonly origin: string;
  /** Every path that was asked for, with the request's headers. */
  readonly asked: { readonly path: string; readonly headers: IncomingMessage["headers"] }[];
  /** Puts something at a path, and gives its link. */
  put(path: string, what: Uint8Array | Serve): string;
  close(): Promise<void>;
}

export async function startFileProvider(): Promise<FileProvider> {
  const files = new Map<string, Uint8Array | Serve>();
  const asked: { path: string; headers: IncomingMessage["headers"] }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? "";
    asked.push({ path, headers: request.headers });
    const what = files.get(path);
    if (what === undefined) response.writeHead(404).end("gone");
    else if (typeof what === "function") what(request, response);
    else response.end(what);
  });
  const origin = `http://127.0.0.1:${await listenSomewhere(server)}`;
  return {
    origin,
    asked,
    put(path, what) {
      files.set(path, what);
      return origin + path;
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

export const redirectTo =
  (location: string): Serve =>
  (_request, response) =>
    void response.writeHead(302, { location }).end("elsewhere");
