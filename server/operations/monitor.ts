import { basicAuth, createMiddleware, type Endpoint, monitor } from "colyseus";
import { HttpRefusal } from "../http/http-refusal.ts";

const USER = "operator";

/**
 * The game server's monitor under `/monitor/`, behind basic auth; nothing at all without a password. It can call any
 * method of any room by a GET, and browsers send a remembered password along with every request: so only its own pages
 * may ask.
 */
export function monitorEndpoints(password: string | null): Readonly<Record<string, Endpoint>> {
  if (password === null) return {};
  const fromOwnPages = createMiddleware(async ({ headers }) => {
    const site = headers?.get("sec-fetch-site") ?? "none";
    if (site === "none" || site === "same-origin") return;
    throw new HttpRefusal(403, "foreign_origin", "The monitor answers its own pages only.");
  });
  const { ...endpoints } = monitor({
    use: [fromOwnPages, basicAuth({ users: { [USER]: password }, realm: "Waygate" })],
  });
  return endpoints;
}
