import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ApiError, SessionAnswer } from "../../contract/routes.ts";
import { anonymousPlayer, isAnonymous } from "../../server/players/player.ts";
import { sessionRoute } from "../../server/players/session-route.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { openHouse } from "./http-house.ts";
import { bearer, cookie, type Doorstep, openDoorstep } from "./players-doorstep.ts";

const DAY_MS = 86_400_000;

describe("sessions", () => {
  let fresh: FreshDatabase;
  let at: Doorstep;
  beforeAll(async () => {
    fresh = await freshDatabase("sqlite");
  });
  afterAll(() => fresh.remove());
  beforeEach(async () => {
    at = await openDoorstep(fresh.database);
    return () => at.house.close();
  });

  describe("opening one", () => {
    test("makes a player with the name they chose", async () => {
      const session = await at.open({ name: "  Ada " });
      expect(session.name).toBe("Ada");
      expect(await (await at.whoami(bearer(session.token))).json()).toEqual({
        playerId: session.playerId,
        name: "Ada",
      });
      const row = await fresh.database.client.player.findUnique({ where: { id: session.playerId } });
      expect(row?.createdAt.getTime()).toBe(at.clock.now());
    });

    test("without a name makes a visitor", async () => {
      expect((await at.open({})).name).toBe("Visitor");
    });

    test("gives a cookie that scripts and foreign pages do not get, and that outlives its token", async () => {
      const answer = await at.ask({});
      const { token } = SessionAnswer.parse(await answer.clone().json());
      expect(answer.headers.getSetCookie()).toEqual([
        `waygate_session=${token}; Path=/; Max-Age=${120 * 86_400}; HttpOnly; SameSite=Lax`,
      ]);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    });

    test("gives a cookie for encrypted connections only where browsers come by https", async () => {
      const secure = await openHouse({
        endpoints: (route) => ({ session: sessionRoute(route, at.players, "https://waygate.example") }),
      });
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${secure.url}/api/session`, { method: "POST", headers, body: "{}" });
      expect(answer.headers.getSetCookie()[0]).toMatch(/; Secure$/);
      await secure.close();
    });

    test.each([
      [{ name: "" }, "The name is empty: write something."],
      [{ name: "x".repeat(33) }, "The name is too long: at most 32 characters."],
      [{ name: 7 }, "The name must be text."],
    ])("%j is refused with a sentence", async (body, sentence) => {
      const answer = await at.ask(body);
      expect(answer.status).toBe(400);
      expect(ApiError.parse(await answer.json())).toEqual({ success: false, error: sentence, code: "bad_message" });
    });

    test("a foreign page cannot open one", async () => {
      expect((await at.ask({}, { origin: "https://foe.example" })).status).toBe(403);
    });
  });

  describe("renewing one", () => {
    test.each([
      ["token", bearer],
      ["cookie", (token: string) => ({ ...cookie(token), origin: at.house.url })],
    ])("with its %s gives the same player a new token, and keeps the name", async (_by, show) => {
      const first = await at.open({ name: "Ada" });
      at.clock.advance(DAY_MS);
      const second = await at.open({}, show(first.token));
      expect(second).toMatchObject({ playerId: first.playerId, name: "Ada" });
      expect(second.token).not.toBe(first.token);
    });

    test("takes a new name", async () => {
      const first = await at.open({ name: "Ada" });
      const second = await at.open({ name: "Countess" }, bearer(first.token));
      expect(second).toMatchObject({ playerId: first.playerId, name: "Countess" });
      expect(await (await at.whoami(bearer(first.token))).json()).toMatchObject({ name: "Countess" });
    });

    test("works up to 90 days after the token's end, although the token is good for nothing else by then", async () => {
      const first = await at.open({ name: "Ada" });
      at.clock.advance(30 * DAY_MS - 2000);
      expect((await at.whoami(bearer(first.token))).status).toBe(200);
      at.clock.advance(2000 + 90 * DAY_MS - 2000);
      expect((await at.whoami(bearer(first.token))).status).toBe(401);
      expect((await at.open({}, bearer(first.token))).playerId).toBe(first.playerId);
    });

    test("later than that makes a new player", async () => {
      const first = await at.open({ name: "Ada" });
      at.clock.advance(121 * DAY_MS);
      const second = await at.open({}, bearer(first.token));
      expect(second.playerId).not.toBe(first.playerId);
      expect(second.name).toBe("Visitor");
    });

    test("a player whose row is gone gets it back", async () => {
      const first = await at.open({ name: "Ada" });
      await fresh.database.client.player.delete({ where: { id: first.playerId } });
      expect((await at.open({ name: "Ada" }, bearer(first.token))).playerId).toBe(first.playerId);
    });
  });

  describe("names", () => {
    test("are changed for good, and at once", async () => {
      const { playerId, token } = await at.open({ name: "Ada" });
      await at.players.rename(playerId, "Countess");
      expect(await (await at.whoami(bearer(token))).json()).toEqual({ playerId, name: "Countess" });
      expect(await at.players.namesOf([playerId, playerId, "nobody"])).toEqual(new Map([[playerId, "Countess"]]));
    });

    test("changed by another process are seen after half a minute", async () => {
      const { playerId, token } = await at.open({ name: "Ada" });
      await fresh.database.client.player.update({ where: { id: playerId }, data: { name: "Countess" } });
      expect(await (await at.whoami(bearer(token))).json()).toMatchObject({ name: "Ada" });
      at.clock.advance(30_000);
      expect(await (await at.whoami(bearer(token))).json()).toMatchObject({ name: "Countess" });
    });

    test("of anonymous players are kept nowhere", async () => {
      const { playerId } = anonymousPlayer();
      expect(isAnonymous(playerId)).toBe(true);
      await at.players.rename(playerId, "Ghost");
      expect(await at.players.namesOf([playerId])).toEqual(new Map());
    });

    test("anonymous players are all different", () => {
      expect(anonymousPlayer().playerId).not.toBe(anonymousPlayer().playerId);
    });
  });

  test("where nobody needs to say who they are, an anonymous player stands in for one request", async () => {
    const openDoor = await openHouse({
      identify: at.players.identify,
      anonymous: anonymousPlayer,
      endpoints: (route) => ({
        who: route("/api/who", { method: "GET" }, async ({ player, requirePlayer }) => ({
          known: await player(),
          asked: await requirePlayer(),
        })),
      }),
    });
    const answer = await (await fetch(`${openDoor.url}/api/who`)).json();
    expect(answer).toEqual({ known: null, asked: { playerId: expect.stringMatching(/^anon_/), name: "Visitor" } });
    const forged = await fetch(`${openDoor.url}/api/who`, { headers: { authorization: "Bearer forged" } });
    expect([forged.status, await forged.json()]).toEqual([401, expect.objectContaining({ code: "signed_out" })]);
    const proxied = await fetch(`${openDoor.url}/api/who`, { headers: { authorization: "Basic YTpi" } });
    expect(proxied.status).toBe(200);
    await openDoor.close();
  });
});
