import type { Server } from "node:http";
import { dropForwardedHeaders } from "./forwarded-headers.ts";
import { isWelcomeOrigin, type OriginRules } from "./origin.ts";

/**
 * Answers instead of opening a websocket for a page of a foreign origin: its browser would send the player's cookie
 * along. Clients without a page send no Origin and are let through. For the transport's `beforeUpgrade`.
 */
export function createUpgradeCheck(origins: OriginRules): (request: Request) => Response | undefined {
  return (request) => {
    const origin = request.headers.get("origin");
    if (origin === null || isWelcomeOrigin(origin, request.headers.get("host"), origins)) return undefined;
    return new Response(null, { status: 403 });
  };
}

/**
 * Takes forwarded headers out of upgrade requests before the transport reads the client's address from them. To be
 * called when nothing in front of this server may be believed; it puts itself before the listeners that are there.
 */
export function distrustForwardedUpgrades(server: Server): void {
  server.prependListener("upgrade", (request) => dropForwardedHeaders(request.headers));
}
