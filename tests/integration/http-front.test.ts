import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiError } from "../../contract/routes.ts";
import { type House, openHouse, sendRaw } from "./http-house.ts";

const FRIEND = "https://friend.example";
const PUBLIC = "https://waygate.example";

describe("the front of the house", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse({
      origins: { publicUrl: PUBLIC, allowedOrigins: [FRIEND] },
      endpoints: (route) => ({
        echo: route("/api/echo", { method: "POST" }, async () => ({ echoed: true })),
        read: route("/api/things/:thingId", { method: "GET" }, async ({ param, query, headers }) => ({
          thing: param("thingId"),
          colour: query.get("colour"),
          forwarded: headers.get("x-forwarded-for") ?? headers.get("x-real-ip") ?? headers.get("x-client-ip"),
        })),
        broken: route("/api/broken", { method: "GET" }, async () => {
          throw new Error("the secret plan failed");
        }),
      }),
    });
  });
  afterAll(() => house.close());

  const post = (origin: string | undefined, headers: Record<string, string> = {}) =>
    fetch(`${house.url}/api/echo`, {
      method: "POST",
      headers: { ...headers, ...(origin === undefined ? {} : { origin }) },
    });

  describe("headers on every answer", () => {
    const policy =
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self' blob:; img-src 'self' data: blob:; " +
      "media-src 'self' blob:; connect-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; " +
      "base-uri 'none'; frame-ancestors 'none'";

    test.each(["/api/things/1", "/api/broken", "/nothing", "/assets/nothing"])("%s is guarded", async (path) => {
      const { headers } = await fetch(house.url + path);
      expect(headers.get("content-security-policy")).toBe(policy);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
    });
  });

  describe("odd requests", () => {
    const answerTo = async (request: string) => {
      const answer = await sendRaw(house.port, request);
      const head = answer.split("\r\n\r\n")[0] ?? "";
      const json: unknown = JSON.parse(/\{.*\}/s.exec(answer)?.[0] ?? "null");
      return { status: Number(head.split(" ")[1]), head: head.toLowerCase(), json };
    };
    const get = (path: string, host = "localhost") =>
      answerTo(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);

    test("a method that is not served is refused, and the answer says which are", async () => {
      const { status, head, json } = await answerTo("TRACE / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
      expect(status).toBe(405);
      expect(head).toContain("allow: get, head, post, put, patch, delete, options");
      expect(ApiError.parse(json).code).toBe("method_not_allowed");
    });

    test.each(["[", "[::1", "a b", "a/b", "user@host", "host:port", "host:99999", "::1"])(
      "the host %s is refused",
      async (host) => {
        expect((await get("/api/things/1", host)).status).toBe(400);
      },
    );

    test.each(["localhost", "127.0.0.1:2567", "[::1]:2567", "waygate.example", "my_host:80"])(
      "the host %s is served",
      async (host) => {
        expect((await get("/api/things/1", host)).status).toBe(200);
      },
    );

    test("a request without a host is refused", async () => {
      expect((await answerTo("GET /api/things/1 HTTP/1.0\r\n\r\n")).status).toBe(400);
    });

    test.each(["/%E0%A4%A", "/api/things/%", "/%00", "http://localhost/api/things/1", "*"])(
      "the path %s is refused",
      async (path) => {
        expect((await get(path)).status).toBe(400);
      },
    );

    test.each([
      "/assets/../../../../etc/passwd",
      "/assets/..%2f..%2f..%2fetc%2fpasswd",
      "/..%5c..%5cetc%5cpasswd",
      "//localhost/etc/passwd",
      "/assets/.unfinished/x",
      "/api//things/1",
    ])("the path %s leads nowhere", async (path) => {
      expect((await get(path)).status).toBe(404);
    });

    test("a percent-encoded part of a path is decoded once", async () => {
      const answer = await fetch(`${house.url}/api/things/a%2Fb%2520c?colour=blue`);
      expect(await answer.json()).toMatchObject({ thing: "a/b%20c", colour: "blue" });
    });

    test("the server still answers after all of them", async () => {
      const odd = [
        "TRACE / HTTP/1.1\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\0\0\0\0",
        "GET\r\n\r\n",
        "POST / HTTP/1.1\r\nhost: [\r\nconnection: close\r\n\r\n",
      ];
      await Promise.all(odd.map((request) => sendRaw(house.port, request)));
      expect((await fetch(`${house.url}/api/things/1`)).status).toBe(200);
    });
  });

  describe("what is not there", () => {
    test("an unknown address answers 404 as JSON", async () => {
      const answer = await fetch(`${house.url}/api/nothing`);
      expect(answer.status).toBe(404);
      expect(ApiError.parse(await answer.json())).toMatchObject({ success: false, code: "not_found" });
    });

    test("a method that this address does not take answers 405 and says which it takes", async () => {
      const answer = await fetch(`${house.url}/api/things/1`, { method: "DELETE" });
      expect(answer.status).toBe(405);
      expect(answer.headers.get("allow")).toBe("GET, HEAD");
    });

    test("HEAD answers like GET, without a body", async () => {
      const answer = await fetch(`${house.url}/api/things/1`, { method: "HEAD" });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toContain("application/json");
      expect(await answer.text()).toBe("");
    });

    test("without a client no page is served", async () => {
      expect((await fetch(`${house.url}/`, { headers: { accept: "text/html" } })).status).toBe(404);
    });
  });

  describe("errors nobody expected", () => {
    test("are logged, and told as nothing but a 500", async () => {
      const answer = await fetch(`${house.url}/api/broken`);
      expect(answer.status).toBe(500);
      expect(await answer.json()).toEqual({
        success: false,
        error: "Something broke here; it has been logged. Try again.",
        code: "server_error",
      });
      const line = house.logged.find(({ where }) => where === "GET /api/broken");
      expect(line?.err).toMatchObject({ message: "the secret plan failed" });
    });
  });

  describe("whose pages may change something", () => {
    test("a client without a page may", async () => {
      expect((await post(undefined)).status).toBe(200);
    });

    test.each([FRIEND, PUBLIC])("%s may", async (origin) => {
      expect((await post(origin)).status).toBe(200);
    });

    test("a page of this very server may", async () => {
      expect((await post(house.url)).status).toBe(200);
    });

    test.each(["https://foe.example", "null", "http://127.0.0.1:1", "https://friend.example.foe.example", "garbage"])(
      "%s may not",
      async (origin) => {
        const answer = await post(origin);
        expect(answer.status).toBe(403);
        expect(ApiError.parse(await answer.json()).code).toBe("foreign_origin");
      },
    );

    test("a foreign page may read, but its browser is not told that it may see the answer", async () => {
      const answer = await fetch(`${house.url}/api/things/1`, { headers: { origin: "https://foe.example" } });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    });
  });

  describe("cross-origin answers", () => {
    test("a listed origin may see answers, credentials included", async () => {
      const { headers } = await post(FRIEND);
      expect(headers.get("access-control-allow-origin")).toBe(FRIEND);
      expect(headers.get("access-control-allow-credentials")).toBe("true");
      expect(headers.get("vary")).toBe("Origin");
    });

    test("a listed origin may see why it was refused", async () => {
      const answer = await fetch(`${house.url}/api/nothing`, { headers: { origin: FRIEND } });
      expect(answer.headers.get("access-control-allow-origin")).toBe(FRIEND);
    });

    test("a listed origin's preflight allows what the API takes", async () => {
      const answer = await fetch(`${house.url}/api/echo`, { method: "OPTIONS", headers: { origin: FRIEND } });
      expect(answer.status).toBe(204);
      expect(answer.headers.get("access-control-allow-origin")).toBe(FRIEND);
      expect(answer.headers.get("access-control-allow-methods")).toContain("POST");
      expect(answer.headers.get("access-control-allow-headers")?.toLowerCase()).toContain("x-waygate-grant");
    });

    test("any other preflight allows nothing", async () => {
      const answer = await fetch(`${house.url}/api/echo`, {
        method: "OPTIONS",
        headers: { origin: "https://foe.example" },
      });
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
      expect(answer.headers.get("access-control-allow-methods")).toBeNull();
    });
  });

  describe("forwarded headers", () => {
    const forged = { "x-forwarded-for": "6.6.6.6", "x-real-ip": "6.6.6.6", "x-client-ip": "6.6.6.6" };

    test("are believed from nobody", async () => {
      const answer = await fetch(`${house.url}/api/things/1`, { headers: forged });
      expect(await answer.json()).toMatchObject({ forwarded: null });
    });

    test("are let through where a proxy is trusted", async () => {
      const behindProxy = await openHouse({
        trustProxy: true,
        endpoints: (route) => ({
          read: route("/api/who", { method: "GET" }, async ({ headers }) => ({ who: headers.get("x-forwarded-for") })),
        }),
      });
      const answer = await fetch(`${behindProxy.url}/api/who`, { headers: forged });
      expect(await answer.json()).toEqual({ who: "6.6.6.6" });
      await behindProxy.close();
    });
  });
});
