import { SignJWT, UnsecuredJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ApiError } from "../../contract/routes.ts";
import { createSigning } from "../../server/players/signing.ts";
import { createTickets } from "../../server/players/tickets.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { bearer, cookie, type Doorstep, FRIEND, openDoorstep, SECRET } from "./players-doorstep.ts";

describe("knowing who asks", () => {
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

  describe("a token that is worth nothing", () => {
    const claims = () => ({ iss: "waygate", sub: "somebody", exp: Math.floor(at.clock.now() / 1000) + 1000 });
    const sign = (payload: object, alg: string, secret = SECRET) =>
      new SignJWT({ ...payload }).setProtectedHeader({ alg }).sign(secret);
    const forgeries: readonly (readonly [string, () => Promise<string> | string])[] = [
      ["of another secret", () => sign(claims(), "HS256", new TextEncoder().encode("x".repeat(40)))],
      ["without a signature", () => new UnsecuredJWT(claims()).encode()],
      ["of another algorithm", () => sign(claims(), "HS512")],
      ["of another issuer", () => sign({ ...claims(), iss: "elsewhere" }, "HS256")],
      ["that never ends", () => sign({ iss: "waygate", sub: "somebody" }, "HS256")],
      ["of nobody", () => sign({ iss: "waygate", exp: claims().exp }, "HS256")],
      [
        "that is a ticket to some events",
        () => createTickets(createSigning(SECRET, at.clock)).issue("somebody", "job"),
      ],
      ["that is no token", () => "rubbish"],
    ];

    beforeEach(async () => {
      const now = new Date(at.clock.now());
      const somebody = { id: "somebody", name: "Somebody", createdAt: now, seenAt: now };
      await fresh.database.client.player.upsert({ where: { id: "somebody" }, create: somebody, update: {} });
    });

    test("(a well-made one for the same player is worth something)", async () => {
      expect((await at.whoami(bearer(await sign(claims(), "HS256")))).status).toBe(200);
    });

    test.each(forgeries)("one %s says nothing about who asks, and renews nobody", async (_what, forge) => {
      const token = await forge();
      const answer = await at.whoami(bearer(token));
      expect(answer.status).toBe(401);
      expect(ApiError.parse(await answer.json()).code).toBe("signed_out");
      expect((await at.open({}, bearer(token))).playerId).not.toBe("somebody");
    });

    test("one with other claims behind the same signature says nothing", async () => {
      const [head, , signature] = (await at.open({})).token.split(".");
      const other = Buffer.from(JSON.stringify(claims())).toString("base64url");
      expect((await at.whoami(bearer(`${head}.${other}.${signature}`))).status).toBe(401);
    });
  });

  describe("where a token is believed", () => {
    let token: string;
    beforeEach(async () => {
      token = (await at.open({ name: "Ada" })).token;
    });

    test("a bearer token is believed from anywhere", async () => {
      expect((await at.act(bearer(token))).status).toBe(200);
      expect((await at.act({ ...bearer(token), origin: FRIEND })).status).toBe(200);
    });

    test("a cookie is believed from this server's own pages", async () => {
      expect((await at.act({ ...cookie(token), origin: at.house.url })).status).toBe(200);
      expect((await at.whoami(cookie(token))).status).toBe(200);
      expect((await at.whoami({ ...cookie(token), "sec-fetch-site": "same-origin" })).status).toBe(200);
      expect((await at.whoami({ ...cookie(token), "sec-fetch-site": "none" })).status).toBe(200);
    });

    test("a cookie is not believed from a listed origin, whose pages must show a token", async () => {
      expect((await at.act({ ...cookie(token), origin: FRIEND })).status).toBe(401);
      expect((await at.whoami({ ...cookie(token), origin: FRIEND })).status).toBe(401);
    });

    test.each(["cross-site", "same-site"])("a cookie is not believed in a %s request", async (site) => {
      expect((await at.whoami({ ...cookie(token), "sec-fetch-site": site })).status).toBe(401);
    });

    test("a cookie alone changes nothing when nobody says which page it comes from", async () => {
      expect((await at.act(cookie(token))).status).toBe(401);
    });

    test("a wrong bearer token is not made good by a cookie", async () => {
      expect((await at.whoami({ ...cookie(token), ...bearer("rubbish") })).status).toBe(401);
    });
  });

  describe("joiners of rooms", () => {
    test("are known by their token or by their own page's cookie", async () => {
      const { playerId, token } = await at.open({ name: "Ada" });
      const byToken = await at.players.identifyJoiner({ token, headers: new Headers() });
      expect(byToken).toEqual({ playerId, name: "Ada" });
      const page = new Headers({ ...cookie(token), origin: "https://play.example", host: "play.example" });
      expect(await at.players.identifyJoiner({ headers: page })).toEqual({ playerId, name: "Ada" });
    });

    test("are nobody in particular without either", async () => {
      const { token } = await at.open({});
      const foreign = new Headers({ ...cookie(token), origin: FRIEND, host: "play.example" });
      expect(await at.players.identifyJoiner({ headers: foreign })).toBeNull();
      expect(await at.players.identifyJoiner({ token: "rubbish", headers: new Headers() })).toBeNull();
    });
  });
});
