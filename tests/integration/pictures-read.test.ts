import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pictureSource } from "../../server/files/picture-source.ts";
import { blackPng, noise } from "../support/pictures.ts";
import { type Keeping, startKeeping } from "./pictures-keeping.ts";

describe("reading the picture that a player named", () => {
  const nobody = new AbortController().signal;
  let at: Keeping;
  let file: Buffer;
  beforeAll(async () => {
    at = await startKeeping();
    file = await noise(60, 40).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    at.internet.open.put("/cat.jpg", file);
  });
  afterAll(() => at.close());

  const read = (text: string, signal = nobody) => at.pictures.read(pictureSource(text), signal);
  const dataUrl = (bytes: Uint8Array) => `data:image/png;base64,${Buffer.from(bytes).toString("base64")}`;
  const put = (bytes: Uint8Array, ext: string) =>
    at.assets.put([bytes], { ext, contentType: "image/png", maxBytes: 100_000_000 });

  test("from a link, a data URL and this server it is kept in the same way, once", async () => {
    const name = await read("https://pictures.example/cat.jpg");
    expect(name.ext).toBe("jpg");
    expect(await sharp(await readFile(at.assets.pathOf(name))).metadata()).toMatchObject({ width: 40, height: 60 });
    expect(await read(dataUrl(file))).toEqual(name);
    expect(await at.storedNames()).toEqual([`${name.hash}.jpg`]);
    const asItCame = await put(file, "jpg");
    expect(asItCame).not.toEqual(name);
    expect(await read(`/assets/${asItCame.hash}.jpg`)).toEqual(name);
  });

  test("an upload is used as it is, by its id and by its path", async () => {
    const name = await at.pictures.keep(await noise(30, 30).png().toBuffer());
    const before = await at.storedNames();
    expect(await read(`${name.hash}.${name.ext}`)).toEqual(name);
    expect(await read(at.assets.publicUrl(name))).toEqual(name);
    expect(await at.storedNames()).toEqual(before);
  });

  test("an upload that was never made is refused", async () => {
    await expect(read(`/assets/${"0".repeat(64)}.png`)).rejects.toMatchObject({
      code: "unsupported_image",
      message: "This server has no such picture: upload it with POST /api/uploads.",
    });
  });

  test("a link that leads to this machine is refused, and nothing is kept", async () => {
    const before = await at.storedNames();
    at.internet.lead("inner.pictures.example", ["127.0.0.1"]);
    await expect(read("https://inner.pictures.example/cat.jpg")).rejects.toMatchObject({ code: "unsupported_url" });
    expect(at.internet.inner.connections()).toBe(0);
    expect(await at.storedNames()).toEqual(before);
  });

  test("a bomb is refused from wherever it comes, and nothing is kept", async () => {
    const before = await at.storedNames();
    const bomb = blackPng(30_000, 30_000);
    expect(bomb.length).toBeLessThan(200_000);
    at.internet.open.put("/bomb.png", bomb);
    const bombed = { code: "unsupported_image", message: expect.stringContaining("30000 by 30000 pixels") };
    await expect(read("https://pictures.example/bomb.png")).rejects.toMatchObject(bombed);
    await expect(read(dataUrl(bomb))).rejects.toMatchObject(bombed);
    expect(await at.storedNames()).toEqual(before);
    await expect(read(`${(await put(bomb, "png")).hash}.png`)).rejects.toMatchObject(bombed);
  });

  test("bytes that are no picture are refused from wherever they come", async () => {
    const text = Buffer.from("only words".padEnd(100));
    const { hash } = await put(text, "png");
    await expect(read(dataUrl(text))).rejects.toThrow("This is no picture that is known here");
    await expect(read(`${hash}.png`)).rejects.toThrow("This is no picture that is known here");
  });

  test("a caller who gives up is told nothing else", async () => {
    const asked = Promise.withResolvers<void>();
    at.internet.open.put("/silent.jpg", () => asked.resolve());
    const leaving = new AbortController();
    const reading = expect(read("https://pictures.example/silent.jpg", leaving.signal)).rejects.toBe("shutting down");
    await asked.promise;
    leaving.abort("shutting down");
    await reading;
  });

  test("two pictures are unpacked at once, however many come", async () => {
    const large = await noise(1500, 1500).jpeg().toBuffer();
    const seen: number[] = [];
    const look = () => void seen.push(sharp.counters().queue + sharp.counters().process);
    sharp.queue.on("change", look);
    await Promise.all(Array.from({ length: 8 }, () => at.pictures.keep(large)));
    sharp.queue.off("change", look);
    // A step that is done is counted until its callback has run, when the next step or picture has already begun.
    expect(Math.max(...seen)).toBeLessThanOrEqual(4);
  });

  test("eight pictures are fetched at once, and the ninth in its turn", async () => {
    const asked: ServerResponse[] = [];
    const eight = Promise.withResolvers<void>();
    const nine = Promise.withResolvers<void>();
    at.internet.open.put("/slow.jpg", (_request, response) => {
      asked.push(response);
      if (asked.length === 8) eight.resolve();
      if (asked.length === 9) nine.resolve();
    });
    at.internet.lookedUp.length = 0;
    const readings = Array.from({ length: 9 }, () => read("https://pictures.example/slow.jpg"));
    await eight.promise;
    expect(at.internet.lookedUp).toHaveLength(8);
    asked[0]?.end(file);
    await nine.promise;
    for (const response of asked.slice(1)) response.end(file);
    expect(new Set((await Promise.all(readings)).map(({ hash }) => hash)).size).toBe(1);
  });
});
