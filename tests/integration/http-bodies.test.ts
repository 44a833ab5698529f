import { randomBytes } from "node:crypto";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ApiError } from "../../contract/routes.ts";
import { Refused } from "../../server/refused.ts";
import { type House, openHouse, sendRaw } from "./http-house.ts";

const MB = 1024 * 1024;
const MEGABYTE_OF_JSON = JSON.stringify({ text: "x".repeat(MB - 11) });
const Order = z.object({ text: z.string().min(1) });

describe("bodies of requests and answers", () => {
  let house: House;
  const leftWhileReading = Promise.withResolvers<void>();
  const leftWhileSending = Promise.withResolvers<unknown>();
  const cancelled = Promise.withResolvers<void>();
  const turns = [1, 2, 3].map(() => Promise.withResolvers<void>());

  /** One event at once, and one more for each turn. */
  function eventStream(): ReadableStream<Uint8Array> {
    let sent = 0;
    return new ReadableStream(
      {
        async pull(controller) {
          if (sent > 0) await turns[sent - 1]?.promise;
          sent += 1;
          controller.enqueue(new TextEncoder().encode(`data: ${sent}\n\n`));
        },
        cancel: () => cancelled.resolve(),
      },
      { highWaterMark: 0 },
    );
  }

  beforeAll(async () => {
    house = await openHouse({
      endpoints: (route) => ({
        take: route("/api/take", { method: "POST" }, async ({ json }) => ({ length: (await json(Order)).text.length })),
        tell: route("/api/tell", { method: "POST" }, async ({ json }) => {
          try {
            return await json(Order);
          } catch (error) {
            leftWhileSending.resolve(error);
            throw error;
          }
        }),
        careless: route("/api/careless", { method: "POST" }, async ({ json }) =>
          json(Order).catch(() => ({ fine: true })),
        ),
        ignore: route("/api/ignore", { method: "POST" }, async () => ({ ignored: true })),
        busy: route("/api/busy", { method: "POST" }, async () => {
          throw new Refused("too_fast", "Wait a little.", 1.2);
        }),
        upload: route("/api/upload", { method: "POST", maxBodyBytes: 3 * MB }, async ({ stream }) => {
          let bytes = 0;
          for await (const chunk of stream ?? []) bytes += chunk.length;
          return { bytes };
        }),
        large: route("/api/large", { method: "GET" }, async () => ({ text: "é".repeat(150_000) })),
        broken: route("/api/broken-stream", { method: "GET" }, async () => {
          const pull = (controller: ReadableStreamDefaultController) => controller.error(new Error("torn"));
          return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }));
        }),
        events: route("/api/events", { method: "GET" }, async ({ signal }) => {
          signal.addEventListener("abort", () => leftWhileReading.resolve());
          return new Response(eventStream(), { headers: { "content-type": "text/event-stream" } });
        }),
      }),
    });
  });
  afterAll(() => house.close());

  const post = (path: string, body: string, contentType = "application/json") =>
    fetch(house.url + path, { method: "POST", headers: { "content-type": contentType }, body });

  /** A body whose length is not told beforehand, and which goes on until the server hangs up. */
  const sendWithoutEnd = (path: string, contentType: string) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const chunk = randomBytes(64 * 1024);
      const headers = { "content-type": contentType };
      const request = httpRequest(house.url + path, { method: "POST", headers }, resolve);
      const endless = Readable.from(
        (function* () {
          for (;;) yield chunk;
        })(),
      );
      // Being cut off while sending is what is expected here; the answer is read all the same.
      request.on("error", () => endless.destroy()).on("close", () => reject(new Error("closed without an answer")));
      endless.pipe(request);
    });

  describe("taking JSON", () => {
    test("a body of exactly one megabyte is taken", async () => {
      expect(MEGABYTE_OF_JSON).toHaveLength(MB);
      expect(await (await post("/api/take", MEGABYTE_OF_JSON)).json()).toEqual({ length: MB - 11 });
    });

    test("a larger one that says so beforehand is refused without being read", async () => {
      const answer = await sendRaw(
        house.port,
        "POST /api/take HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 50000000\r\n\r\n{",
      );
      expect(answer).toMatch(/^HTTP\/1.1 413 /);
      expect(answer.toLowerCase()).toContain("connection: close");
      expect(answer).toContain('"code":"too_large"');
    });

    test.each(["/api/take", "/api/upload", "/api/careless"])(
      "%s refuses a body that goes on and on, while it is still sent",
      async (path) => {
        const answer = await sendWithoutEnd(path, "application/json");
        expect(answer.statusCode).toBe(413);
        expect(ApiError.parse(JSON.parse(await text(answer))).code).toBe("too_large");
      },
    );

    test("a route may take more, and is handed its body as it streams in", async () => {
      const answer = await post("/api/upload", "x".repeat(3 * MB), "image/png");
      expect(await answer.json()).toEqual({ bytes: 3 * MB });
    });

    test("more than such a route takes is refused", async () => {
      expect((await post("/api/upload", "x".repeat(3 * MB + 1), "image/png")).status).toBe(413);
    });

    test.each([
      ["not JSON", "{", "application/json", "The body is not well-formed JSON."],
      [
        "JSON under another name",
        '{"text":"a"}',
        "text/plain",
        "The body must be JSON, sent with the content type application/json.",
      ],
      ["nothing", "", "application/json", "The input is missing."],
      ["another shape", "[]", "application/json", "The input must be an object."],
      ["a missing field", "{}", "application/json", "text is missing."],
      ["a wrong field", '{"text":1}', "application/json", "text must be text."],
      ["an empty field", '{"text":""}', "application/json", "text must not be empty."],
    ])("%s is refused with a sentence", async (_what, body, contentType, sentence) => {
      const answer = await post("/api/take", body, contentType);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toEqual({ success: false, error: sentence, code: "bad_message" });
    });

    test("JSON with a charset is taken", async () => {
      expect((await post("/api/take", '{"text":"a"}', "application/json; charset=utf-8")).status).toBe(200);
    });

    test("a client that leaves while sending is not logged as a failure", async () => {
      const headers = { "content-type": "application/json", "content-length": "100" };
      const request = httpRequest(`${house.url}/api/tell`, { method: "POST", headers });
      const closed = new Promise((resolve) => request.once("error", resolve));
      request.write("{", () => request.destroy(new Error("changed my mind")));
      await closed;
      expect(await leftWhileSending.promise).toMatchObject({ name: "ClientLeft" });
      await post("/api/take", "{");
      expect(house.logged.filter(({ where }) => where === "POST /api/tell")).toEqual([]);
    });
  });

  describe("a refusal before the body was read", () => {
    test("comes with the wait in whole seconds, on a connection that goes on", async () => {
      const answer = await post("/api/busy", '{"text":"a"}');
      expect(answer.status).toBe(429);
      expect(answer.headers.get("retry-after")).toBe("2");
      expect(await answer.json()).toEqual({ success: false, error: "Wait a little.", code: "too_fast" });
      expect(await (await post("/api/ignore", '{"text":"a"}')).json()).toEqual({ ignored: true });
    });

    test("reaches a client that is still sending", async () => {
      const answer = await sendWithoutEnd("/api/busy", "application/json");
      expect(answer.statusCode).toBe(429);
      expect(ApiError.parse(JSON.parse(await text(answer))).code).toBe("too_fast");
    });
  });

  describe("answers", () => {
    test("300 KB of JSON arrive whole", async () => {
      const answer = z.object({ text: z.string() }).parse(await (await fetch(`${house.url}/api/large`)).json());
      expect(answer.text).toBe("é".repeat(150_000));
    });

    test("a stream goes on after its first event, each comes when it is sent, and leaving ends it", async () => {
      const leaving = new AbortController();
      const { body } = await fetch(`${house.url}/api/events`, { signal: leaving.signal });
      const reader = body?.getReader();
      const next = async () => new TextDecoder().decode((await reader?.read())?.value);
      expect(await next()).toBe("data: 1\n\n");
      turns[0]?.resolve();
      expect(await next()).toBe("data: 2\n\n");
      turns[1]?.resolve();
      expect(await next()).toBe("data: 3\n\n");
      leaving.abort();
      // While the stream waits for its next turn: nothing needs to be sent for the end to be noticed.
      await Promise.all([leftWhileReading.promise, cancelled.promise]);
    });

    test("a stream that breaks cuts the connection, so that half an answer is not taken for a whole one", async () => {
      const answer = fetch(`${house.url}/api/broken-stream`).then((whole) => whole.text());
      await expect(answer).rejects.toThrow();
      expect((await fetch(`${house.url}/api/large`)).status).toBe(200);
    });
  });
});
