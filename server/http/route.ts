import { createEndpoint, createRouter, type Endpoint, type Router } from "colyseus";
import type { z } from "zod";
import type { Log } from "../operations/log.ts";
import type { Player } from "../players/player.ts";
import { errorResponse } from "./error-response.ts";
import { HttpRefusal } from "./http-refusal.ts";
import { parseRequest } from "./parse-request.ts";
import { readJson } from "./request-body.ts";

/** The names after the colons of a path: `/api/worlds/:worldId` has `worldId`. */
type ParamName<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamName<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** One request, as a route's handler sees it. */
export interface Exchange<Path extends string = string> {
  /** Who asks; null when nobody said so. */
  player(): Promise<Player | null>;
  /**
   * Who asks, where somebody must. Where the server allows it, an anonymous player of this one request stands in for who
   * shows nothing; a token that is worth nothing is told so, or its owner's orders would be nobody's.
   *
   * @throws HttpRefusal 401
   */
  requirePlayer(): Promise<Player>;
  /**
   * The JSON body, as the schema's type.
   *
   * @throws Refused `bad_message` with a sentence that says what to change.
   */
  json<Value>(schema: z.ZodType<Value>): Promise<Value>;
  /** The body as it streams in, for who does not want it as JSON. */
  readonly stream: ReadableStream<Uint8Array> | null;
  /** A part of the path, percent-decoded. */
  param(name: ParamName<Path>): string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  /** Aborts when the client leaves before it is answered. */
  readonly signal: AbortSignal;
}

interface RouteOptions {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** How large a body the front lets through; `BODY_MAX_BYTES` when left out. */
  readonly maxBodyBytes?: number;
}

/**
 * Makes one endpoint of the API. A `Response` is sent as it is, every other answer as JSON with status 200; what the
 * handler throws becomes an answer by `errorResponse`.
 *
 * @example
 * route("/api/worlds/:worldId", { method: "GET" }, async ({ param }) => worlds.read(param("worldId")));
 */
export type MakeRoute = <Path extends string>(
  path: Path,
  options: RouteOptions,
  handler: (exchange: Exchange<Path>) => Promise<Response | object>,
) => Endpoint;

export interface RouteParts {
  identify(request: { readonly method: string; readonly headers: Headers }): Promise<Player | null>;
  /** A player for one request where nobody needs to say who they are; null where everybody does. */
  readonly anonymous: (() => Player) | null;
  readonly log: Log;
}

export function createRouteMaker({ identify, anonymous, log }: RouteParts): MakeRoute {
  return (path, { method, maxBodyBytes }, handler) => {
    const respond = async (request: Request, params: Readonly<Record<string, string>>): Promise<Response> => {
      const answer = await handler({
        player: () => identify(request),
        async requirePlayer() {
          const known = await identify(request);
          if (known) return known;
          if (/^Bearer /i.test(request.headers.get("authorization") ?? "")) {
            throw new HttpRefusal(
              401,
              "signed_out",
              "The token is not valid any more: open a session with POST /api/session.",
            );
          }
          const caller = anonymous?.();
          if (caller) return caller;
          throw new HttpRefusal(401, "signed_out", "Say who you are: open a session with POST /api/session.");
        },
        json: async (schema) => parseRequest(schema, await readJson(request)),
        stream: request.body,
        param: (name) => decodeURIComponent(params[name] ?? ""),
        query: new URL(request.url).searchParams,
        headers: request.headers,
        signal: request.signal,
      });
      return answer instanceof Response ? answer : Response.json(answer);
    };
    // `disableBody`: the router would read the body whole before the handler, and answer malformed JSON in its own words.
    const options = { method, disableBody: true, requireRequest: true, metadata: { maxBodyBytes } } as const;
    return createEndpoint(path, options, async ({ request, params }) => {
      try {
        return await respond(request, params ?? {});
      } catch (error) {
        return errorResponse(error, log, `${method} ${path}`);
      }
    });
  };
}

/** A router that gives the house's answers to what escapes its endpoints. Its own refusals keep their status and headers. */
export function createApiRouter(endpoints: Readonly<Record<string, Endpoint>>, log: Log): Router {
  return createRouter({ ...endpoints }, { onError: (error) => errorResponse(error, log, "an endpoint") });
}
