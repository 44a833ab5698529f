import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { startSandbox } from "../../server/sandbox/sandbox.ts";
import { BEGIN, startedSandbox, temporaryDataDir, WORLD_MS } from "./sandbox-marble-client.ts";

function journalOf(dataDir: string): string {
  return join(dataDir, "sandbox", "journal.jsonl");
}

test("a restart loses no task, no charge, no deletion and no time", async () => {
  const dataDir = await temporaryDataDir();
  const before = await startedSandbox(dataDir);
  await before.fault("task_fails");
  const failing = await before.accepted({ tags: ["failing"] });
  const ended = await before.accepted({ tags: ["ended"], display_name: "Ended" });
  const deleted = await before.accepted({ tags: ["deleted"] });
  await before.call("DELETE", `/marble/v1/worlds/${await before.worldIdOf(deleted)}`);
  await before.advance(WORLD_MS);
  const running = await before.accepted({ tags: ["running"] });
  const known = async (client: typeof before) => ({
    looks: await Promise.all([failing, ended, deleted, running].map(async (id) => (await client.look(id)).body)),
    ledger: await client.ledger(),
    clock: (await client.call("GET", "/_sandbox/clock")).body,
    list: (await client.list()).body,
  });
  // The links hold the address, which a sandbox on any free port changes.
  const withoutAddress = (value: unknown, { url }: typeof before) =>
    JSON.parse(JSON.stringify(value).replaceAll(url, ""));
  await before.close();
  const after = await startedSandbox(dataDir);
  const knownAfter = withoutAddress(await known(after), after);
  await after.close();
  const again = await startedSandbox(dataDir);
  expect(withoutAddress(await known(again), again)).toEqual(knownAfter);
  expect(knownAfter).toMatchObject({
    looks: [{ error: { code: 3 } }, { response: { display_name: "Ended" } }, { done: true }, { done: false }],
    ledger: [{ refunded: true }, { tag: "ended" }, { tag: "deleted" }, { tag: "running", at: BEGIN + WORLD_MS }],
    clock: { now: BEGIN + WORLD_MS, aheadMs: WORLD_MS },
    list: { worlds: [{ tags: ["running"] }, expect.anything(), expect.anything()] },
  });
});

test("the journal holds a task before its creation is answered", async () => {
  const dataDir = await temporaryDataDir();
  const marble = await startedSandbox(dataDir);
  const operationId = await marble.accepted();
  expect(await readFile(journalOf(dataDir), "utf8")).toContain(operationId);
});

test("a torn last line is ignored, and what is journaled after it is kept", async () => {
  const dataDir = await temporaryDataDir();
  const before = await startedSandbox(dataDir);
  const first = await before.accepted();
  await before.close();
  await appendFile(journalOf(dataDir), '{"topic":"marble","entry":{"what":"ta');
  const torn = await startedSandbox(dataDir);
  expect(await torn.look(first)).toMatchObject({ status: 200 });
  const second = await torn.accepted();
  await torn.close();
  const after = await startedSandbox(dataDir);
  expect(await after.ledger()).toMatchObject([{ operationId: first }, { operationId: second }]);
});

test.each([
  ["no JSON", "not one of ours"],
  ["no line of a journal", '{"what":"task"}'],
  ["no entry of its topic", '{"topic":"marble","entry":{"what":"task","task":{}}}'],
])("a finished line that is %s stops the start with its place, and frees the port", async (_what, line) => {
  const dataDir = await temporaryDataDir();
  const before = await startedSandbox(dataDir);
  await before.accepted();
  await before.close();
  const port = Number(new URL(before.url).port);
  await appendFile(journalOf(dataDir), `${line}\n`);
  const settings = { port, worldSeconds: 1, modelSeconds: 15, imageSeconds: 6, videoSeconds: 12, splatScale: 0.02 };
  await expect(startSandbox({ ...settings, dataDir })).rejects.toThrow(/journal\.jsonl:2 is not a line of .*\.$/);
  const elsewhere = await startSandbox({ ...settings, dataDir: await temporaryDataDir() });
  await elsewhere.close();
});

test("creations at the same time are all journaled, each on a line of its own", async () => {
  const dataDir = await temporaryDataDir();
  const before = await startedSandbox(dataDir);
  const ids = await Promise.all(Array.from({ length: 20 }, () => before.accepted()));
  await before.close();
  const after = await startedSandbox(dataDir);
  expect((await after.ledger()).map(({ operationId }) => operationId).sort()).toEqual(ids.sort());
});

test("deleted files are painted again to the same bytes, also after a restart", async () => {
  const dataDir = await temporaryDataDir();
  const roles = ["100k.spz", "500k.spz", "collider.glb", "pano.jpg", "thumbnail.webp"];
  const before = await startedSandbox(dataDir);
  const operationId = await before.accepted();
  const worldId = await before.worldIdOf(operationId);
  const files = (client: typeof before) =>
    Promise.all(roles.map((name) => client.bytes(`/files/marble/${worldId}/${name}`)));
  await before.advance(WORLD_MS);
  const painted = await files(before);
  const caption = (await before.finished(operationId)).assets.caption;
  await before.close();
  await rm(join(dataDir, "sandbox", "files"), { recursive: true });
  const after = await startedSandbox(dataDir);
  const paintedAgain = await files(after);
  expect(paintedAgain.map((bytes, index) => bytes.equals(painted[index] ?? Buffer.alloc(0)))).toEqual(
    roles.map(() => true),
  );
  expect((await after.finished(operationId)).assets.caption).toBe(caption);
});

test("the same prompt gives the same world, another seed another one", async () => {
  const marble = await startedSandbox();
  const operations = [await marble.accepted(), await marble.accepted(), await marble.accepted({ seed: 7 })];
  await marble.advance(WORLD_MS);
  const worlds = await Promise.all(
    operations.map(async (id) => marble.bytes((await marble.finished(id)).assets.splats.spz_urls["100k"])),
  );
  const [first, same, other] = worlds.map((bytes) => bytes.toString("base64"));
  expect(same).toBe(first);
  expect(other).not.toBe(first);
});

test("when a world cannot be painted its files answer 500 with a detail, and the sandbox goes on", async () => {
  const dataDir = await temporaryDataDir();
  const marble = await startedSandbox(dataDir);
  const log = vi.spyOn(console, "error").mockReturnValue();
  onTestFinished(() => log.mockRestore());
  await writeFile(join(dataDir, "sandbox", "files"), "where the folder should be");
  const operationId = await marble.accepted();
  await marble.advance(WORLD_MS);
  const worldId = await marble.worldIdOf(operationId);
  const answer = await marble.send("GET", `/files/marble/${worldId}/pano.jpg`);
  expect(answer).toMatchObject({ status: 500, body: { detail: expect.any(String) } });
  expect(log).toHaveBeenCalledWith(
    expect.stringContaining(`/files/marble/${worldId}/pano.jpg failed`),
    expect.any(Error),
  );
  expect(await marble.generate()).toMatchObject({ status: 200 });
});
