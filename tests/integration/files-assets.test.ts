import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Assets, createAssets } from "../../server/files/assets.ts";
import { type FreshDatabase, freshDatabase } from "../support/database.ts";
import { createSetClock } from "./http-clock.ts";

const PNG = { ext: "png", contentType: "image/png", maxBytes: 1000 };
const bytesOf = (text: string) => [new TextEncoder().encode(text)];
/** SHA-256 of "hello". */
const HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

describe.each(["sqlite", "postgres"] as const)("the store of files, with its rows in %s", (provider) => {
  const clock = createSetClock();
  let fresh: FreshDatabase;
  let dataDir: string;
  let assets: Assets;
  beforeAll(async () => {
    fresh = await freshDatabase(provider);
    dataDir = await mkdtemp(join(tmpdir(), "waygate-assets-"));
    assets = await createAssets({ dataDir, database: fresh.database, clock });
  });
  afterAll(async () => {
    await fresh.remove();
    await rm(dataDir, { recursive: true });
  });

  const rowOf = (hash: string) => fresh.database.client.storedFile.findUnique({ where: { hash } });

  test("names a file by its content", async () => {
    const name = await assets.put(bytesOf("hello"), PNG);
    expect(name).toEqual({ hash: HELLO, ext: "png" });
    expect(await readFile(assets.pathOf(name), "utf8")).toBe("hello");
    expect(assets.publicUrl(name)).toBe(`/assets/${HELLO}.png`);
    expect(await rowOf(HELLO)).toMatchObject({ ext: "png", contentType: "image/png", bytes: 5, references: 0 });
  });

  test("takes the same content from many at once, and keeps one", async () => {
    const names = await Promise.all(Array.from({ length: 50 }, () => assets.put(bytesOf("crowd"), PNG)));
    expect(new Set(names.map(({ hash }) => hash)).size).toBe(1);
    expect((await readdir(assets.dir)).filter((file) => file.startsWith(names[0]?.hash ?? "none"))).toHaveLength(1);
  });

  test("puts back a file that was lost while its row was kept", async () => {
    const name = await assets.put(bytesOf("lost"), PNG);
    await rm(assets.pathOf(name));
    await assets.put(bytesOf("lost"), PNG);
    expect(await readFile(assets.pathOf(name), "utf8")).toBe("lost");
  });

  test("refuses what is too large, and leaves nothing behind", async () => {
    await assets.put([new Uint8Array(1000)], PNG);
    const before = await readdir(assets.dir);
    const endless = (async function* () {
      for (;;) yield new Uint8Array(400);
    })();
    await expect(assets.put(endless, PNG)).rejects.toThrow("larger than the 1000 bytes");
    expect(await readdir(assets.dir)).toEqual(before);
    expect(await readdir(join(assets.dir, ".unfinished"))).toEqual([]);
  });

  test("leaves nothing behind of content that breaks off", async () => {
    const before = await readdir(assets.dir);
    const torn = (async function* () {
      yield new Uint8Array(10);
      throw new Error("torn");
    })();
    await expect(assets.put(torn, PNG)).rejects.toThrow("torn");
    expect(await readdir(assets.dir)).toEqual(before);
    expect(await readdir(join(assets.dir, ".unfinished"))).toEqual([]);
  });

  test("counts who shows a file", async () => {
    const { hash } = await assets.put(bytesOf("shown"), PNG);
    await Promise.all([assets.addReference(hash), assets.addReference(hash), assets.addReference(hash)]);
    await assets.dropReference(hash);
    expect((await rowOf(hash))?.references).toBe(2);
    await assets.put(bytesOf("shown"), PNG);
    expect((await rowOf(hash))?.references).toBe(2);
  });

  test("counts no further down than to nobody", async () => {
    const { hash } = await assets.put(bytesOf("forgotten"), PNG);
    await assets.dropReference(hash);
    expect((await rowOf(hash))?.references).toBe(0);
  });

  test("refuses to count on a file that it does not have", async () => {
    await expect(assets.addReference("0".repeat(64))).rejects.toThrow("No file with the hash");
  });

  test("removes at its start what a process that died a day ago left half written, and nothing younger", async () => {
    const folder = join(assets.dir, ".unfinished");
    await mkdir(folder, { recursive: true });
    for (const name of ["old", "young"]) await writeFile(join(folder, name), "half");
    const yesterday = (clock.now() - 86_400_001) / 1000;
    await utimes(join(folder, "old"), yesterday, yesterday);
    await utimes(join(folder, "young"), clock.now() / 1000, clock.now() / 1000);
    await createAssets({ dataDir, database: fresh.database, clock });
    expect(await readdir(folder)).toEqual(["young"]);
  });
});
