import { readdir, rm } from "node:fs/promises";
import { join as joinPath } from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { WorldAnswer } from "../../contract/routes.ts";
import { type Books, openBooks } from "../support/books.ts";
import { landscape } from "../support/landscapes.ts";
import { join, joinAs, type TestPlayer } from "../support/player.ts";
import { begin, shown, spotsInHub, WORLD_MS } from "../support/portals.ts";
import { steer } from "../support/sandbox-control.ts";
import { trayOf } from "../support/tray.ts";
import { until } from "../support/until.ts";
import { upload } from "../support/upload.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const spots = spotsInHub();
let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let books: Books;
let ada: TestPlayer;
let red: string;
beforeAll(async () => {
  waygate = await startWaygate({ LEASE_MS: "1000" });
  sandbox = steer(waygate.sandboxUrl);
  books = await openBooks(waygate);
});
afterAll(async () => {
  await books.close();
  await waygate.close();
});
beforeEach(async () => {
  ada = await join(waygate.url);
  // So the looks are the server's own, without a window for her.
  await ada.room.request("set_away", { away: true });
  red = await upload(waygate.url, await landscape("redDesert"), ada);
});
afterEach(() => ada.leave());

const ask = async (imageUploadId: string | undefined, prompt = "a quiet valley") => {
  const answer = await ada.room.request("generate_world", { prompt, imageUploadId, ...spots.next().value });
  return z.object({ portalId: z.string() }).parse(answer).portalId;
};
const rowsOf = (portalId: string) =>
  books.client.generation.findMany({ where: { subject: `portal:${portalId}` }, orderBy: { createdAt: "asc" } });
const isAccepted = async (portalId: string) => (await rowsOf(portalId)).at(-1)?.operationId != null;
const hasTurned = (portalId: string, status: string) => until(() => shown(ada, portalId)?.status === status);

/** How often a portal's world was paid for. */
async function chargesFor(portalId: string): Promise<number> {
  const tags = new Set((await rowsOf(portalId)).map(({ submitTag }) => submitTag));
  return (await sandbox.charges()).filter(({ tag, refunded }) => tag !== null && tags.has(tag) && !refunded).length;
}

/** How much more red than blue the thumbnail of a finished world shows. */
async function redness(worldId: unknown): Promise<number> {
  const world = WorldAnswer.parse(await (await fetch(`${waygate.url}/api/worlds/${worldId}`)).json());
  const thumbnail = await (await fetch(new URL(world.thumbnailUrl ?? "", waygate.url))).arrayBuffer();
  const { channels } = await sharp(Buffer.from(thumbnail)).stats();
  return (channels[0]?.mean ?? 0) - (channels[2]?.mean ?? 0);
}

/** The same of the world behind a portal, once it is made. */
async function rednessBehind(portalId: string): Promise<number> {
  await until(() => isAccepted(portalId));
  await sandbox.advance(WORLD_MS);
  await hasTurned(portalId, "ready");
  return redness(shown(ada, portalId)?.targetWorldId);
}

/** What the red picture makes of a thumbnail, and the same words without it do not. */
const redFrom = 30;

describe("a world from a picture", () => {
  test("goes from the upload to a portal that leads there, and is paid once", async () => {
    const portalId = await ask(red);
    expect(await rednessBehind(portalId)).toBeGreaterThan(redFrom);
    expect(await chargesFor(portalId)).toBe(1);
    expect(await rowsOf(portalId)).toMatchObject([
      { input: { prompt: "a quiet valley", image: `/assets/${red}` }, upload: { mediaAssetId: expect.any(String) } },
    ]);
  });

  test("over HTTP is ordered with the upload's id, too", async () => {
    const tray = trayOf(waygate.url, ada);
    const jobId = await tray.order("a quiet valley", red);
    const { operation_id } = await tray.when(jobId, (job) => job.operation_id !== null);
    await sandbox.advance(WORLD_MS);
    const { result } = await tray.when(jobId, (job) => job.status === "succeeded");
    expect(await redness(result?.world_id)).toBeGreaterThan(redFrom);
    expect((await sandbox.charges()).filter(({ operationId }) => operationId === operation_id)).toHaveLength(1);
  });

  test("takes the place of what stood behind a portal, and words alone take its", async () => {
    const { portalId } = await begin(ada, spots.next().value, "a quiet valley");
    expect(await rednessBehind(portalId)).toBeLessThan(redFrom);
    const remembered = async () => (await books.client.portal.findUniqueOrThrow({ where: { id: portalId } })).image;
    await ada.room.request("generate_world", { prompt: "a quiet valley", imageUploadId: red, portalId });
    expect(await remembered()).toBe(`/assets/${red}`);
    expect(await rednessBehind(portalId)).toBeGreaterThan(redFrom);
    await ada.room.request("generate_world", { prompt: "a quiet valley", portalId });
    await hasTurned(portalId, "generating");
    expect(await rednessBehind(portalId)).toBeLessThan(redFrom);
    expect(await remembered()).toBeNull();
    expect((await rowsOf(portalId)).map(({ input, upload: sent }) => [input, sent])).toEqual([
      [{ prompt: "a quiet valley" }, null],
      [{ prompt: "a quiet valley", image: `/assets/${red}` }, { mediaAssetId: expect.any(String) }],
      [{ prompt: "a quiet valley" }, null],
    ]);
  });

  test.each(["retry_portal", "the task tray"])("keeps its picture when %s tries it again", async (how) => {
    await sandbox.fault("no_credits", 1, { on: "create" });
    const portalId = await ask(red);
    await hasTurned(portalId, "error");
    if (how === "retry_portal") await ada.room.request("retry_portal", { portalId });
    else await trayOf(waygate.url, ada).retry((await rowsOf(portalId))[0]?.jobId ?? "");
    expect(await rednessBehind(portalId)).toBeGreaterThan(redFrom);
    expect(await chargesFor(portalId)).toBe(1);
  });

  test.each([
    ["upload", "server_error"],
    ["upload", "throttle"],
    ["upload", "lose_answer"],
    ["upload", "garbage"],
    ["storage", "server_error"],
    ["storage", "lose_answer"],
  ])("whose picture meets trouble on the way (%s: %s) is handed over again, and paid once", async (on, fault) => {
    await sandbox.fault(fault, 1, { on });
    const portalId = await ask(red);
    expect(await rednessBehind(portalId)).toBeGreaterThan(redFrom);
    expect(await sandbox.waitingFaults()).toEqual([]);
    expect(await chargesFor(portalId)).toBe(1);
  });

  test("whose picture is gone by the time it is wanted fails with a sentence, unpaid", async () => {
    // Whichever comes first, this or the first try: the second one finds nothing.
    await sandbox.fault("throttle", 1, { on: "upload" });
    const picture = await upload(waygate.url, await landscape("greenWood"), ada);
    const portalId = await ask(picture);
    await rm(joinPath(waygate.dataDir, "assets", picture));
    await hasTurned(portalId, "error");
    expect(shown(ada, portalId)?.errorMessage).toMatch(/no such picture/);
    expect(await chargesFor(portalId)).toBe(0);
    await sandbox.clearFaults();
    expect(await readdir(joinPath(waygate.dataDir, "assets"))).not.toContain(picture);
  });

  test("outlives a kill while its picture is on the way, and is paid once", async () => {
    await sandbox.fault("slow", 1, { on: "storage", forMs: 60_000 });
    const portalId = await ask(red);
    await until(async () => (await sandbox.waitingFaults()).length === 0);
    expect(await rowsOf(portalId)).toMatchObject([{ status: "submitting", upload: null }]);
    await waygate.kill();
    await waygate.startAgain();
    ada = await join(waygate.url);
    await until(() => shown(ada, portalId) !== undefined);
    expect(await rednessBehind(portalId)).toBeGreaterThan(redFrom);
    expect(await chargesFor(portalId)).toBe(1);
  });

  test("keeps its picture when the server dies before it was begun, and is begun by a retry", async () => {
    await waygate.kill();
    await waygate.startAgain({ CRASH_AT: "before asked" });
    const bob = await join(waygate.url);
    const imageUploadId = await upload(waygate.url, await landscape("redDesert"), bob);
    const where = spots.next().value;
    bob.room.request("generate_world", { prompt: "a quiet valley", imageUploadId, ...where }).catch(cutOff);
    await until(waygate.hasEnded);
    await waygate.startAgain();
    ada = await joinAs(waygate.url, bob);
    const portals = () => [...ada.room.state.portals.values()];
    const ofBob = () => portals().find(({ errorCode }) => errorCode === "interrupted")?.id ?? "";
    await until(() => ofBob() !== "");
    const interrupted = ofBob();
    await ada.room.request("retry_portal", { portalId: interrupted });
    expect(await rednessBehind(interrupted)).toBeGreaterThan(redFrom);
    expect(await chargesFor(interrupted)).toBe(1);
  });
});

/** The server dies before it answers. */
function cutOff(): void {}
