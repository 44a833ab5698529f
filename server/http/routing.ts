import type { IncomingMessage } from "node:http";
import type { Router } from "colyseus";
import { HttpRefusal } from "./http-refusal.ts";
import { BODY_MAX_BYTES, limitBody } from "./request-body.ts";

const ROUTED = /^\/(api|matchmake|monitor|health|ready|metrics)(\/|$)/;
const ROUTE_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** Whether this path belongs to the router, even if no route has it; everything else is files. */
export const isRouted = (path: string): boolean => ROUTED.test(path);

/** Asks the router. @throws HttpRefusal when no route has this path or method, or the body goes beyond its limit. */
export type RouteCall = (request: IncomingMessage, url: URL, signal: AbortSignal) => Promise<Response>;

/**
 * The way from Node's request to the router's fetch handler. The router's own adapter is not used: it never finishes
 * answers of 64 KB and more, ends streams after their first chunk and reads bodies without a limit.
 */
export function createRouteCall(router: Router): RouteCall {
  return async (request, url, signal) => {
    const method = request.method === "HEAD" ? "GET" : (request.method ?? "GET");
    const endpoint = findEndpoint(router, method, url.pathname);
    if (endpoint === "beside") return redirect(`${url.pathname}/${url.search}`);
    if (endpoint === null) throw unrouted(router, url.pathname);
    const limit: unknown = endpoint.options.metadata?.maxBodyBytes;
    const body = limitBody(request, typeof limit === "number" ? limit : BODY_MAX_BYTES);
    const headers = headersOf(request);
    if (method === "GET") return router.handler(new Request(url, { method, headers, signal }));
    const init: RequestInit & { duplex: "half" } = { method, headers, signal, body: body.stream, duplex: "half" };
    const answer = await router.handler(new Request(url, init));
    const overflow = body.overflow();
    if (overflow === null) return answer;
    await answer.body?.cancel();
    throw overflow;
  };
}

/** "beside" when the route has a trailing slash and the path has none. */
function findEndpoint(router: Router, method: string, path: string) {
  // The router's types leave out that nothing may be found.
  const found: ReturnType<Router["findRoute"]> | undefined = router.findRoute(method, path);
  if (found === undefined || /\/{2,}/.test(path)) return null;
  const endsAlike = found.data.path.endsWith("/") === path.endsWith("/");
  if (endsAlike) return found.data;
  return path.endsWith("/") ? null : "beside";
}

function unrouted(router: Router, path: string): HttpRefusal {
  const allowed = ROUTE_METHODS.filter((method) => findEndpoint(router, method, path) !== null);
  if (allowed.length === 0) return new HttpRefusal(404, "not_found", "There is nothing at this address.");
  const allow = allowed.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
  return new HttpRefusal(405, "method_not_allowed", `This address takes ${allow} only.`, { allow });
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(request.headers)) {
    for (const value of Array.isArray(values) ? values : [values ?? ""]) headers.append(name, value);
  }
  return headers;
}

const redirect = (location: string) => new Response(null, { status: 308, headers: { location } });
