import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { readBody } from "./bodies.ts";
import { type Answer, json, Refusal } from "./exchange.ts";
import { isLoopbackHost } from "./loopback.ts";
import { matchRoute, type Route } from "./routing.ts";

/** The largest request body that is read where its route says nothing else, in bytes. */
const MAX_BODY_BYTES = 1_048_576;

/** Takes a raw request to its answer. Never rejects: what goes wrong inside is logged and answered with 500. */
export type Front = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** @param closing aborted when the server closes: what then fails was given up, which is not worth a line in the log. */
export function createFront(routes: readonly Route[], closing: AbortSignal): Front {
  return async (request, response) => {
    try {
      await send(response, await answerTo(routes, request, closing));
    } catch (error) {
      if (!response.destroyed) console.error(`sandbox: ${request.method} ${request.url} broke off:`, error);
      response.destroy();
    }
  };
}

async function answerTo(routes: readonly Route[], request: IncomingMessage, closing: AbortSignal): Promise<Answer> {
  if (!isLoopbackHost(request.headers.host)) {
    return json(403, { detail: "The sandbox answers only to localhost and 127.0.0.1." });
  }
  const method = request.method ?? "GET";
  const url = URL.parse(request.url ?? "/", "http://sandbox");
  if (url === null) return json(400, { detail: "Bad Request" });
  const match = matchRoute(routes, method, url.pathname);
  const maxBytes = (match.found === "route" ? match.route.maxBodyBytes : undefined) ?? MAX_BODY_BYTES;
  const body = await readBody(request, maxBytes);
  if (body === "too-large") return json(413, { detail: `A request body may have at most ${maxBytes} bytes.` });
  if (match.found === "nothing") return json(404, { detail: "Not Found" });
  if (match.found === "path") return json(405, { detail: "Method Not Allowed" }, { allow: match.methods.join(", ") });
  const { route, params } = match;
  try {
    return await route.handle({
      method,
      path: url.pathname,
      params,
      query: url.searchParams,
      headers: request.headers,
      body,
    });
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    const requestId = crypto.randomUUID();
    if (!closing.aborted) console.error(`sandbox: ${method} ${url.pathname} failed (request ${requestId}):`, error);
    return json(500, { detail: "Internal Server Error", request_id: requestId });
  }
}

async function send(response: ServerResponse, answer: Answer): Promise<void> {
  if (answer.delivery?.how === "reset") {
    response.socket?.resetAndDestroy();
    return;
  }
  if (answer.delivery?.how === "late" && !(await waited(answer.delivery.afterMs, response))) return;
  response.writeHead(answer.status, { ...answer.headers, "content-length": Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

/** False when the connection ended meanwhile, by the caller or because the server closes: nobody is there to be answered. */
async function waited(forMs: number, response: ServerResponse): Promise<boolean> {
  const gone = new AbortController();
  response.once("close", () => gone.abort());
  try {
    await delay(forMs, undefined, { signal: gone.signal });
    return true;
  } catch (error) {
    if (gone.signal.aborted) return false;
    throw error;
  }
}
