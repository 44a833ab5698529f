import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { convertSpz } from "../../server/files/spz-conversion.ts";
import { type Collecting, MAX_BYTES, startCollecting } from "./files-collecting.ts";
import * as samples from "./files-samples.ts";

describe("collecting a provider's files", () => {
  let at: Collecting;
  beforeAll(async () => {
    at = await startCollecting();
  });
  afterAll(() => at.close());
  beforeEach(() => {
    at.provider.asked.length = 0;
    at.stranger.asked.length = 0;
  });

  describe("keeps what is what its role says", () => {
    test.each([
      ["splats:100k", samples.packedSplats(3), "spz"],
      ["splats:500k", samples.packedSplats(2), "spz"],
      ["collider", samples.glb, "glb"],
      ["pano", samples.jpeg, "jpg"],
      ["pano", samples.png, "png"],
      ["thumbnail", samples.webp, "webp"],
      ["picture", samples.webp, "webp"],
      ["film", samples.webm, "webm"],
      ["film", samples.mp4, "mp4"],
    ])("%s", async (role, bytes, ext) => {
      const name = await at.collect(at.provider.put("/file", bytes), role);
      expect(name).toEqual({ hash: createHash("sha256").update(bytes).digest("hex"), ext });
      expect(new Uint8Array(await readFile(at.assets.pathOf(name)))).toEqual(bytes);
      expect(await at.unfinishedNames()).toEqual([]);
    });

    test("and the same content only once", async () => {
      const first = await at.collect(at.provider.put("/one", samples.glb), "collider");
      const before = await at.storedNames();
      expect(await at.collect(at.provider.put("/two", samples.glb), "collider")).toEqual(first);
      expect(await at.storedNames()).toEqual(before);
    });

    test("also in many small pieces", async () => {
      const splats = samples.packedSplats(3, 3000);
      const link = at.provider.put("/pieces", async (_request, response) => {
        for (const byte of splats) await new Promise((resolve) => response.write(Uint8Array.of(byte), resolve));
        response.end();
      });
      const name = await at.collect(link, "splats:100k");
      expect(new Uint8Array(await readFile(at.assets.pathOf(name)))).toEqual(splats);
    });

    test("asking for it unpacked and without showing who we are", async () => {
      await at.collect(at.provider.put("/plain", samples.png));
      expect(at.provider.asked[0]?.headers["accept-encoding"]).toBe("identity");
      expect(at.provider.asked[0]?.headers.cookie).toBeUndefined();
      expect(at.provider.asked[0]?.headers.authorization).toBeUndefined();
    });
  });

  describe("turns splats of version 4, which the renderer cannot read, into version 3", () => {
    test("with every splat where it was", async () => {
      const name = await at.collect(at.provider.put("/v4", await samples.splatsOfVersion4(500)), "splats:100k");
      expect(name.ext).toBe("spz");
      const stored = await readFile(at.assets.pathOf(name));
      const cloud = await samples.readSplats(new Uint8Array(stored));
      expect(cloud.numPoints).toBe(500);
      expect(cloud.positions[299]).toBeCloseTo(2.99, 3);
      // What it became is collected as it is.
      expect(await at.collect(at.provider.put("/v3", new Uint8Array(stored)), "splats:100k")).toEqual(name);
    });

    test("and refuses one that is broken", async () => {
      const broken = (await samples.splatsOfVersion4(500)).slice(0, 60);
      await expect(at.collect(at.provider.put("/torn", broken), "splats:100k")).rejects.toThrow(
        /could not be (read|converted)/,
      );
      expect(await at.unfinishedNames()).toEqual([]);
    });

    test("and stops when the caller gives up", async () => {
      const leaving = new AbortController();
      const converting = convertSpz(await samples.splatsOfVersion4(500), leaving.signal);
      leaving.abort();
      await expect(converting).rejects.toThrow("was given up");
    });
  });

  describe("refuses, with a sentence, and keeps nothing", () => {
    test.each([
      ["splats:100k", "a page", samples.html, "packed splats (.spz)"],
      ["splats:100k", "splats of version 1", samples.packedSplats(1), "packed splats (.spz)"],
      ["splats:100k", "an empty file", new Uint8Array(), "packed splats (.spz)"],
      ["splats:100k", "half a gzip header", samples.packedSplats(3).slice(0, 11), "packed splats (.spz)"],
      ["splats:100k", "an image", samples.png, "packed splats (.spz)"],
      ["collider", "glTF of version 1", samples.glbOfVersion1, "a binary glTF model (.glb)"],
      ["pano", "a model", samples.glb, "a PNG, JPEG or WebP image"],
      ["thumbnail", "a page", samples.html, "a PNG, JPEG or WebP image"],
      ["picture", "a film", samples.webm, "a PNG, JPEG or WebP image"],
      ["film", "a picture", samples.heic, "an MP4 or WebM film"],
      ["film", "Matroska", samples.matroska, "an MP4 or WebM film"],
    ])("for %s: %s", async (role, _what, bytes, expected) => {
      const before = await at.storedNames();
      const collecting = at.collect(at.provider.put("/wrong", bytes), role);
      await expect(collecting).rejects.toThrow(`The file for "${role}" is not ${expected}.`);
      expect(await at.storedNames()).toEqual(before);
      expect(await at.unfinishedNames()).toEqual([]);
    });

    test("a role of which nobody knows what it is", async () => {
      await expect(at.collect(at.provider.put("/any", samples.png), "trailer")).rejects.toThrow(
        'the file for "trailer"',
      );
      expect(at.provider.asked).toEqual([]);
    });

    test("a dead link", async () => {
      await expect(at.collect(`${at.provider.origin}/dead`)).rejects.toThrow("Its server answered 404.");
    });

    test("a link to nobody", async () => {
      await expect(at.collect("nonsense")).rejects.toThrow("Its link is not an address.");
    });

    test.each([
      ["says so beforehand", true],
      ["only turns out to be", false],
    ])("a file that is too large and %s", async (_how, saysSo) => {
      const link = at.provider.put("/large", (_request, response) => {
        if (saysSo) response.setHeader("content-length", MAX_BYTES + 1);
        response.write(samples.png);
        response.end(new Uint8Array(MAX_BYTES + 1 - samples.png.length));
      });
      await expect(at.collect(link)).rejects.toThrow(`larger than the ${MAX_BYTES} bytes`);
      expect(await at.unfinishedNames()).toEqual([]);
    });

    test("one that would have to be converted before its size is known, as well", async () => {
      const splats = await samples.splatsOfVersion4(10);
      const link = at.provider.put("/large-v4", Buffer.concat([splats, new Uint8Array(MAX_BYTES)]));
      await expect(at.collect(link, "splats:100k")).rejects.toThrow(`larger than the ${MAX_BYTES} bytes`);
    });

    test("and hangs up on what it refuses", async () => {
      const closed = Promise.withResolvers<void>();
      const link = at.provider.put("/endless-page", (_request, response) => {
        response.once("close", closed.resolve).write(samples.html);
      });
      await expect(at.collect(link)).rejects.toThrow("is not a PNG, JPEG or WebP image");
      await closed.promise;
    });

    test("a file that breaks off", async () => {
      const link = at.provider.put("/torn", (_request, response) => {
        response.writeHead(200, { "content-length": 50_000 });
        response.write(samples.png, () => response.destroy());
      });
      await expect(at.collect(link)).rejects.toThrow("could not be fetched from its provider");
      expect(await at.unfinishedNames()).toEqual([]);
    });
  });
});
