import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { get, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type House, openHouse } from "./http-house.ts";

const SCRIPT = "app/main-a1b2c3d4.js";
const SOURCE = Array.from({ length: 500 }, (_, index) => `export const step${index} = (x) => x + ${index};\n`).join("");
const PAGE = `<title>Waygate</title>${"<p>A place in the browser.</p>".repeat(100)}`;
const PICTURE = new Uint8Array(5000);
const TINY = "export {};";
const as = (coding: string) => ({ "accept-encoding": coding });

describe("the built client, compressed", () => {
  let house: House;
  let clientDir: string;
  beforeAll(async () => {
    clientDir = await mkdtemp(join(tmpdir(), "waygate-compressed-"));
    await mkdir(join(clientDir, "app"));
    await writeFile(join(clientDir, "index.html"), PAGE);
    await writeFile(join(clientDir, SCRIPT), SOURCE);
    await writeFile(join(clientDir, "app", "tiny-a1b2c3d4.js"), TINY);
    await writeFile(join(clientDir, "app", "sky-a1b2c3d4.webp"), PICTURE);
    await compress(clientDir);
    house = await openHouse({ client: { dir: clientDir } });
  });
  afterAll(async () => {
    await house.close();
    await rm(clientDir, { recursive: true });
  });

  async function ask(path: string, headers: Record<string, string>) {
    const { promise, resolve: answered, reject } = Promise.withResolvers<IncomingMessage>();
    get(`${house.url}/${path}`, { headers }, answered).once("error", reject);
    const answer = await promise;
    return { status: answer.statusCode, headers: answer.headers, body: await buffer(answer) };
  }
  const sizeOf = async (path: string) => (await stat(join(clientDir, path))).size;

  test("a browser that takes brotli gets that, as the script it is, to be kept for good", async () => {
    const { headers, body } = await ask(SCRIPT, as("gzip, deflate, br, zstd"));
    expect(headers["content-encoding"]).toBe("br");
    expect(headers["content-type"]).toContain("javascript");
    expect(headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(headers["content-length"]).toBe(String(await sizeOf(`${SCRIPT}.br`)));
    expect(body.length).toBeLessThan(SOURCE.length / 4);
    expect(brotliDecompressSync(body).toString()).toBe(SOURCE);
  });

  test("one that takes only gzip gets gzip", async () => {
    const { headers, body } = await ask(SCRIPT, as("gzip, deflate"));
    expect(headers["content-encoding"]).toBe("gzip");
    expect(gunzipSync(body).toString()).toBe(SOURCE);
  });

  test.each([{}, as(""), as("identity"), as("*"), as("gzip;q=0, br; q=0.0"), as("zebra, gzipped")])(
    "who asks by %j gets the file as it is",
    async (headers) => {
      const answer = await ask(SCRIPT, headers);
      expect(answer.headers["content-encoding"]).toBeUndefined();
      expect(answer.body.toString()).toBe(SOURCE);
    },
  );

  test("a coding that is only less liked is sent all the same", async () => {
    expect((await ask(SCRIPT, as("br;q=0, GZIP;q=0.5"))).headers["content-encoding"]).toBe("gzip");
  });

  test.each(["br", "gzip", "identity"])("a cache is told that the answer to %s is not everybody's", async (coding) => {
    expect((await ask(SCRIPT, as(coding))).headers.vary).toBe("Accept-Encoding");
  });

  test("the page is compressed, too, wherever it is opened, and asked for anew every time", async () => {
    const { headers, body } = await ask("somewhere", { accept: "text/html", ...as("br") });
    expect(headers["content-type"]).toContain("text/html");
    expect(headers["cache-control"]).toBe("no-cache");
    expect(brotliDecompressSync(body).toString()).toBe(PAGE);
  });

  test("each form has an entity tag of its own, by which it is not sent again", async () => {
    const tags = await Promise.all(
      ["br", "gzip", "identity"].map(async (coding) => {
        const etag = (await ask(SCRIPT, as(coding))).headers.etag ?? "";
        const again = await ask(SCRIPT, { ...as(coding), "if-none-match": etag });
        expect(again.status).toBe(304);
        return etag;
      }),
    );
    expect(new Set(tags).size).toBe(3);
  });

  test("a part is one of the file itself", async () => {
    const answer = await ask(SCRIPT, { ...as("br, gzip"), range: "bytes=7-11" });
    expect(answer.status).toBe(206);
    expect(answer.headers["content-encoding"]).toBeUndefined();
    expect(answer.headers["content-range"]).toBe(`bytes 7-11/${SOURCE.length}`);
    expect(answer.body.toString()).toBe("const");
  });

  test.each(["br", "gz"])("the .%s beside a file has no address of its own", async (ending) => {
    expect((await ask(`${SCRIPT}.${ending}`, as("br, gzip"))).status).toBe(404);
  });

  test("what would not get smaller, or fits into a packet, stays as it is", async () => {
    const besides = (await readdir(join(clientDir, "app"))).filter((name) => /\.(br|gz)$/.test(name));
    expect(besides.sort()).toEqual(["main-a1b2c3d4.js.br", "main-a1b2c3d4.js.gz"]);
    expect((await ask("app/tiny-a1b2c3d4.js", as("br"))).body.toString()).toBe(TINY);
    const picture = await ask("app/sky-a1b2c3d4.webp", as("br"));
    expect(picture.headers["content-encoding"]).toBeUndefined();
    expect(picture.body).toHaveLength(PICTURE.length);
  });

  test("compressing the same build again changes nothing", async () => {
    const before = await contentsOf(clientDir);
    await compress(clientDir);
    expect(await contentsOf(clientDir)).toEqual(before);
  });
});

async function compress(folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, [
    resolve(import.meta.dirname, "../../scripts/compress-client.ts"),
    folder,
  ]);
}

async function contentsOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(path, "base64")] as const)));
}
