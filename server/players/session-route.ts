import type { Endpoint } from "colyseus";
import { type SessionAnswer, SessionBody } from "../../contract/routes.ts";
import type { MakeRoute } from "../http/route.ts";
import { sessionCookie } from "./credentials.ts";
import type { Players } from "./players.ts";

/** `POST /api/session`: opens a session, or renews that of the player whose token or cookie comes along. */
export function sessionRoute(route: MakeRoute, players: Players, publicUrl: string | null): Endpoint {
  const isSecure = publicUrl?.startsWith("https:") ?? false;
  return route("/api/session", { method: "POST" }, async ({ json, headers }) => {
    const { name } = await json(SessionBody);
    const session = await players.openSession({ method: "POST", headers }, name);
    return Response.json(session satisfies SessionAnswer, {
      headers: { "set-cookie": sessionCookie(session.token, isSecure), "cache-control": "no-store" },
    });
  });
}
