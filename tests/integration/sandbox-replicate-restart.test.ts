import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryDataDir } from "./sandbox-marble-client.ts";
import { aPicture, IMAGE_MS, type ReplicateClient, startedReplicate, VIDEO_MODEL } from "./sandbox-replicate-client.ts";

test("what was true before a restart is true after it: predictions, their ends, what was called off, charges", async () => {
  const dataDir = await temporaryDataDir();
  const before = await startedReplicate(dataDir);
  await before.fault("moderated");
  const failed = await before.accepted({ seed: 7 });
  const aborted = await before.accepted({ seed: 7 });
  await before.cancel(aborted);
  await before.advance(IMAGE_MS);
  const running = await before.accepted({ seed: 7, image: await aPicture() }, { model: VIDEO_MODEL });
  await before.advance(IMAGE_MS);
  const known = async (replicate: ReplicateClient) => {
    const looks = await Promise.all([failed, aborted, running].map(async (id) => (await replicate.look(id)).body));
    const list = Object((await replicate.call("GET", "/predictions")).body).results;
    // A sandbox that is started again has another port.
    const text = JSON.stringify({ looks, list }).replaceAll(replicate.url, "");
    return { ...JSON.parse(text), ledger: await replicate.ledger() };
  };
  const knownBefore = await known(before);
  await before.close();
  const after = await startedReplicate(dataDir);
  expect(await known(after)).toEqual(knownBefore);
  expect(knownBefore).toMatchObject({
    looks: [{ error: expect.stringContaining("E005") }, { status: "aborted" }, { status: "processing" }],
  });
  expect(knownBefore.ledger.map(({ refunded }: { refunded: boolean }) => refunded).toSorted()).toEqual([
    false,
    true,
    true,
  ]);
});

test("deleted files are made again to the same bytes, also after a restart", async () => {
  const dataDir = await temporaryDataDir();
  const before = await startedReplicate(dataDir);
  const image = await aPicture();
  const ids = [
    await before.accepted({ seed: 7 }),
    await before.accepted({ seed: 7, image, duration: 2 }, { model: VIDEO_MODEL }),
  ];
  await before.advance(3 * IMAGE_MS);
  const read = (replicate: ReplicateClient) =>
    Promise.all(ids.map(async (id) => replicate.bytes(await replicate.link(id))));
  const made = await read(before);
  await before.close();
  await rm(join(dataDir, "sandbox", "files", "replicate", "outputs"), { recursive: true });
  const again = await read(await startedReplicate(dataDir));
  expect(again.map((bytes, index) => bytes.equals(made[index] ?? Buffer.alloc(0)))).toEqual([true, true]);
}, 60_000);

test("the journal holds no token and no picture", async () => {
  const dataDir = await temporaryDataDir();
  const replicate = (await startedReplicate(dataDir)).withToken("r8_secret_token");
  const image = await aPicture();
  const id = await replicate.accepted({ image }, { model: VIDEO_MODEL });
  const journal = await readFile(join(dataDir, "sandbox", "journal.jsonl"), "utf8");
  expect(journal).toContain(id);
  expect(journal).not.toContain("r8_secret_token");
  expect(journal).not.toContain(image.slice(40, 80));
});
