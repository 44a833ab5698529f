import { createServer, type Server as HttpServer, request as httpRequest } from "node:http";
import { defineRoom, defineServer, Room, type Server, WebSocketTransport } from "colyseus";
import { Client } from "colyseus.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attachFront, createFront } from "../../server/http/front.ts";
import { createApiRouter, createRouteMaker } from "../../server/http/route.ts";
import { createUpgradeCheck, distrustForwardedUpgrades } from "../../server/http/upgrades.ts";
import { monitorEndpoints } from "../../server/operations/monitor.ts";
import { addressOf, listeningLog } from "./http-house.ts";

const FRIEND = "https://friend.example";
const PASSWORD = "open sesame";

/** The addresses from which the game server believes that joiners and websockets come. */
const seen: (string | undefined)[] = [];

class MeetingRoom extends Room {
  static override async onAuth(_token: string, _options: unknown, context: { ip: string | undefined }) {
    seen.push(context.ip);
    return true;
  }

  override onCreate() {
    this.onMessage("shout", (_client, text: string) => text.toUpperCase());
  }
}

describe("the game server behind the front", () => {
  let game: Server;
  let server: HttpServer;
  let url: string;
  beforeAll(async () => {
    const { log } = listeningLog();
    const route = createRouteMaker({ identify: async () => null, anonymous: null, log });
    const origins = { publicUrl: null, allowedOrigins: [FRIEND] };
    server = createServer();
    const checkUpgrade = createUpgradeCheck(origins);
    const transport = new WebSocketTransport({
      server,
      beforeUpgrade(request, { ip }) {
        seen.push(ip);
        return checkUpgrade(request);
      },
    });
    game = defineServer({
      rooms: { meeting: defineRoom(MeetingRoom) },
      routes: createApiRouter(
        { ping: route("/api/ping", { method: "GET" }, async () => ({ pong: true })), ...monitorEndpoints(PASSWORD) },
        log,
      ),
      transport,
      gracefullyShutdown: false,
      greet: false,
    });
    await game.listen(0, "127.0.0.1");
    const parts = { router: game.router, assetsDir: "/nowhere", client: null, origins, trustProxy: false, log };
    attachFront(server, createFront(parts));
    distrustForwardedUpgrades(server);
    url = `http://127.0.0.1:${addressOf(server).port}`;
  });
  afterAll(() => game.gracefullyShutdown(false));

  const join = (headers: Record<string, string> = {}) =>
    fetch(`${url}/matchmake/joinOrCreate/meeting`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: "{}",
    });
  /** The status with which a websocket is opened (101) or refused. */
  const upgrade = (origin: string, more: Record<string, string> = {}) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { connection: "Upgrade", upgrade: "websocket", origin };
      const key = { "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==" };
      httpRequest(url, { headers: { ...headers, ...key, ...more } })
        .on("upgrade", (answer, socket) => {
          socket.destroy();
          resolve(answer.statusCode);
        })
        .on("response", (answer) => resolve(answer.resume().statusCode))
        .on("error", reject)
        .end();
    });

  test("a client joins a room and gets its answers", async () => {
    const room = await new Client(url).joinOrCreate("meeting");
    expect(await room.request("shout", "hello")).toBe("HELLO");
    await room.leave();
  });

  test("the house's own routes are there beside the game's", async () => {
    expect(await (await fetch(`${url}/api/ping`)).json()).toEqual({ pong: true });
  });

  test("the game server's own greeting and open answers to every origin are gone", async () => {
    expect((await fetch(url)).status).toBe(404);
    const answer = await fetch(`${url}/api/ping`, { headers: { origin: "https://foe.example" } });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });

  test("a foreign page cannot take a seat", async () => {
    expect((await join({ origin: "https://foe.example" })).status).toBe(403);
  });

  test("a page of a listed origin can, and may read the answer", async () => {
    const answer = await join({ origin: FRIEND });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("access-control-allow-origin")).toBe(FRIEND);
  });

  test("a foreign page cannot open a websocket", async () => {
    expect(await upgrade("https://foe.example")).toBe(403);
    expect(await upgrade(FRIEND)).toBe(101);
    expect(await upgrade(url)).toBe(101);
  });

  test("an address that the client claims for itself is not believed", async () => {
    const forged = { "x-forwarded-for": "6.6.6.6", "x-real-ip": "6.6.6.6", "x-client-ip": "6.6.6.6" };
    seen.length = 0;
    await join(forged);
    await upgrade(url, forged);
    expect(seen).toEqual([undefined, "127.0.0.1"]);
  });

  test("malformed matchmaking is a 400", async () => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${url}/matchmake/joinOrCreate/meeting`, { method: "POST", headers, body: "{" });
    expect(answer.status).toBe(400);
  });

  test("too large matchmaking is a 413", async () => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ text: "x".repeat(1024 * 1024) });
    const answer = await fetch(`${url}/matchmake/joinOrCreate/meeting`, { method: "POST", headers, body });
    expect(answer.status).toBe(413);
  });

  describe("the monitor", () => {
    const asOperator = (password: string, headers: Record<string, string> = {}) => ({
      headers: { authorization: `Basic ${btoa(`operator:${password}`)}`, ...headers },
    });

    test("asks for a password", async () => {
      const answer = await fetch(`${url}/monitor/`);
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toContain('Basic realm="Waygate"');
    });

    test("refuses a wrong one", async () => {
      expect((await fetch(`${url}/monitor/api`, asOperator("open barley"))).status).toBe(401);
    });

    test("shows its page to the operator, also without the slash at the end", async () => {
      const answer = await fetch(`${url}/monitor`, asOperator(PASSWORD));
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain("<title>Colyseus Stats</title>");
    });

    test("sends its large script whole", async () => {
      const page = await (await fetch(`${url}/monitor/`, asOperator(PASSWORD))).text();
      const script = /src="\.\/(assets\/[^"]+\.js)"/.exec(page)?.[1];
      const answer = await fetch(`${url}/monitor/${script}`, asOperator(PASSWORD));
      expect(answer.headers.get("content-type")).toContain("javascript");
      const sentBytes = (await answer.arrayBuffer()).byteLength;
      expect(sentBytes).toBe(Number(answer.headers.get("content-length")));
      expect(sentBytes).toBeGreaterThan(100_000);
    });

    test("lists rooms, but not for a foreign page whose browser remembers the password", async () => {
      expect((await fetch(`${url}/monitor/api`, asOperator(PASSWORD))).status).toBe(200);
      const foreign = asOperator(PASSWORD, { "sec-fetch-site": "cross-site" });
      expect((await fetch(`${url}/monitor/api/room/call?roomId=a&method=disconnect&args=[]`, foreign)).status).toBe(
        403,
      );
    });

    test("is not there at all without a password", () => {
      expect(monitorEndpoints(null)).toEqual({});
    });
  });
});
