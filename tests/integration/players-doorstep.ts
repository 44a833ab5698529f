import { SessionAnswer } from "../../contract/routes.ts";
import type { Database } from "../../server/persistence/database.ts";
import { createPlayers, type Players } from "../../server/players/players.ts";
import { sessionRoute } from "../../server/players/session-route.ts";
import { createSigning } from "../../server/players/signing.ts";
import { createSetClock, type SetClock } from "./http-clock.ts";
import { type House, openHouse } from "./http-house.ts";

/** What signs the sessions of this doorstep. */
export const SECRET = new TextEncoder().encode("a secret of more than 32 characters, for tests");
export const FRIEND = "https://friend.example";

type Headers = Readonly<Record<string, string>>;

/** A server where players open sessions, and where two routes want to know who asks: one reads, one changes. */
export interface Doorstep {
  readonly house: House;
  readonly players: Players;
  readonly clock: SetClock;
  ask(body: object, headers?: Headers): Promise<Response>;
  open(body: object, headers?: Headers): Promise<SessionAnswer>;
  whoami(headers: Headers): Promise<Response>;
  act(headers: Headers): Promise<Response>;
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
export const cookie = (token: string) => ({ cookie: `theme=dark; waygate_session=${token}` });

export async function openDoorstep(database: Database): Promise<Doorstep> {
  const clock = createSetClock();
  const players = createPlayers({ database, signing: createSigning(SECRET, clock), clock, publicUrl: null });
  const house = await openHouse({
    identify: players.identify,
    origins: { publicUrl: null, allowedOrigins: [FRIEND] },
    endpoints: (route) => ({
      session: sessionRoute(route, players, null),
      whoami: route("/api/whoami", { method: "GET" }, async ({ requirePlayer }) => requirePlayer()),
      act: route("/api/act", { method: "POST" }, async ({ requirePlayer }) => requirePlayer()),
    }),
  });
  const ask = (body: object, headers: Headers = {}) =>
    fetch(`${house.url}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  return {
    house,
    players,
    clock,
    ask,
    open: async (body, headers) => SessionAnswer.parse(await (await ask(body, headers)).json()),
    whoami: (headers) => fetch(`${house.url}/api/whoami`, { headers }),
    act: (headers) => fetch(`${house.url}/api/act`, { method: "POST", headers }),
  };
}
