import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createClientSender } from "../../server/http/served-folders.ts";
import { createFileSender } from "../../server/http/static-files.ts";
import { type House, listenSomewhere, openHouse } from "./http-house.ts";

const STORED = `${"a".repeat(64)}`;
const BYTES = Uint8Array.from({ length: 100_000 }, (_, index) => index % 251);
const navigation = { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } };

describe("files", () => {
  let house: House;
  let clientDir: string;
  beforeAll(async () => {
    clientDir = await mkdtemp(join(tmpdir(), "waygate-client-"));
    await mkdir(join(clientDir, "app"));
    await writeFile(join(clientDir, "index.html"), "<title>Waygate</title>");
    await writeFile(join(clientDir, "app", "main-a1b2c3d4.js"), "export {};");
    await writeFile(join(clientDir, "favicon.svg"), "<svg/>");
    house = await openHouse({ client: { dir: clientDir } });
    for (const ext of ["spz", "glb", "webp"]) await writeFile(join(house.assetsDir, `${STORED}.${ext}`), BYTES);
    await writeFile(join(house.assetsDir, "private.txt"), "private");
  });
  afterAll(async () => {
    await house.close();
    await rm(clientDir, { recursive: true });
  });

  const getStored = (headers: Record<string, string> = {}) => fetch(`${house.url}/assets/${STORED}.spz`, { headers });
  const ranged = (range: string) => getStored({ range });
  const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

  describe("stored ones", () => {
    test.each([
      ["spz", "application/octet-stream"],
      ["glb", "model/gltf-binary"],
      ["webp", "image/webp"],
    ])("a .%s that came after the start is sent whole, as %s, and may be kept for good", async (ext, type) => {
      const answer = await fetch(`${house.url}/assets/${STORED}.${ext}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe(type);
      expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(await bytesOf(answer)).toEqual(BYTES);
    });

    test("a part of one is sent as such", async () => {
      const answer = await ranged("bytes=10-19");
      expect(answer.status).toBe(206);
      expect(answer.headers.get("content-range")).toBe(`bytes 10-19/${BYTES.length}`);
      expect(await bytesOf(answer)).toEqual(BYTES.slice(10, 20));
    });

    test("a part without an end reaches to the end", async () => {
      const answer = await ranged("bytes=99990-");
      expect(answer.status).toBe(206);
      expect(await bytesOf(answer)).toEqual(BYTES.slice(99_990));
    });

    test("a part beyond the end is refused", async () => {
      const answer = await ranged("bytes=100000-");
      expect(answer.status).toBe(416);
      expect(answer.headers.get("content-range")).toBe(`bytes */${BYTES.length}`);
    });

    test.each(["bytes=20-10", "bytes=-500", "bytes=a-b", "bytes=0-1,5-6", "lines=1-2", "bytes=-"])(
      "the range %s is left out of account",
      async (range) => {
        const answer = await ranged(range);
        expect(answer.status).toBe(200);
        expect(await bytesOf(answer)).toEqual(BYTES);
      },
    );

    test("one that the client already has is not sent again", async () => {
      const etag = (await getStored()).headers.get("etag") ?? "";
      const answer = await getStored({ "if-none-match": etag });
      expect(answer.status).toBe(304);
      expect(await answer.text()).toBe("");
    });

    test("HEAD tells its size", async () => {
      const answer = await fetch(`${house.url}/assets/${STORED}.spz`, { method: "HEAD" });
      expect(answer.headers.get("content-length")).toBe(String(BYTES.length));
    });

    test.each(["private.txt", STORED, `${STORED}.png`, `${STORED}.spz/`, "", `.unfinished/${STORED}.spz`])(
      "/assets/%s is nothing, also for somebody who opens it as a page",
      async (name) => {
        const answer = await fetch(`${house.url}/assets/${name}`, navigation);
        expect(answer.status).toBe(404);
        expect(await answer.json()).toMatchObject({ success: false, code: "not_found" });
      },
    );

    test("a file whose reader leaves in the middle is closed", async () => {
      await writeFile(join(house.assetsDir, "large.bin"), new Uint8Array(20_000_000));
      const send = createFileSender(house.assetsDir, { changes: true, compressed: false, headersOf: () => ({}) });
      const closed = Promise.withResolvers<void>();
      const server = createServer((request, response) => {
        response.once("pipe", (file) => file.once("close", closed.resolve));
        send(request, response, "/large.bin");
      });
      const leaving = new AbortController();
      const answer = await fetch(`http://127.0.0.1:${await listenSomewhere(server)}`, { signal: leaving.signal });
      await answer.body?.getReader().read();
      leaving.abort();
      await closed.promise;
      server.close();
    });
  });

  describe("the client's", () => {
    test("the page is asked for anew every time", async () => {
      const answer = await fetch(`${house.url}/`);
      expect(await answer.text()).toBe("<title>Waygate</title>");
      expect(answer.headers.get("content-type")).toContain("text/html");
      expect(answer.headers.get("cache-control")).toBe("no-cache");
    });

    test("a file with a hash in its name may be kept for good", async () => {
      const answer = await fetch(`${house.url}/app/main-a1b2c3d4.js`);
      expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(answer.headers.get("content-type")).toContain("javascript");
    });

    test("any other file is asked for anew", async () => {
      const answer = await fetch(`${house.url}/favicon.svg`);
      expect(answer.headers.get("cache-control")).toBe("no-cache");
    });

    test("an address that a person opens gives the page, with its query", async () => {
      const answer = await fetch(`${house.url}/somewhere?world=dc2c`, navigation);
      expect(answer.status).toBe(200);
      expect(await answer.text()).toBe("<title>Waygate</title>");
    });

    test("a missing file that a page asks for is a 404 and not the page", async () => {
      const answer = await fetch(`${house.url}/app/gone.js`, { headers: { accept: "*/*" } });
      expect(answer.status).toBe(404);
    });

    test.each(["/api/nothing", "/health", "/monitor/"])("%s is never the page", async (path) => {
      expect((await fetch(house.url + path, navigation)).status).toBe(404);
    });

    test("posting to the page is refused", async () => {
      expect((await fetch(house.url, { method: "POST" })).status).toBe(404);
    });

    test("a client that has not been built is named at the start", () => {
      expect(() => createClientSender(join(clientDir, "nowhere"))).toThrow("npm run build");
    });
  });

  describe("in development", () => {
    test("Vite's middleware serves the page, under a policy that lets its socket and scripts work", async () => {
      const development = await openHouse({
        client: { vite: (_request, response) => response.end("from vite") },
        endpoints: (route) => ({ api: route("/api/ping", { method: "GET" }, async () => ({ pong: true })) }),
      });
      const page = await fetch(`${development.url}/`);
      expect(await page.text()).toBe("from vite");
      const policy = page.headers.get("content-security-policy");
      expect(policy).toContain("connect-src 'self' ws: wss:");
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval' 'unsafe-inline'");
      expect(await (await fetch(`${development.url}/api/ping`)).json()).toEqual({ pong: true });
      expect((await fetch(`${development.url}/assets/${STORED}.spz`)).status).toBe(404);
      await development.close();
    });

    test("what Vite does not have is a 404, and what it throws a logged 500", async () => {
      const development = await openHouse({
        client: {
          vite: (request, _response, next) =>
            next(request.url === "/broken" ? new Error("transform failed") : undefined),
        },
      });
      expect((await fetch(`${development.url}/nothing`)).status).toBe(404);
      expect((await fetch(`${development.url}/broken`)).status).toBe(500);
      expect(development.logged).toContainEqual(expect.objectContaining({ where: "GET /broken" }));
      await development.close();
    });
  });
});
