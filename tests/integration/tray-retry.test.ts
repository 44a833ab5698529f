import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../server/persistence/database.ts";
import { createGenerationStore } from "../../server/persistence/generation-store.ts";
import { type Books, openBooks } from "../support/books.ts";
import { aGeneration } from "../support/generations.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { begin, shown, spotsInHub, WORLD_MS } from "../support/portals.ts";
import { steer } from "../support/sandbox-control.ts";
import { type Tray, trayOf } from "../support/tray.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const spots = spotsInHub();
let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let books: Books;
let database: Database;
let ada: TestPlayer;
let tray: Tray;
beforeAll(async () => {
  waygate = await startWaygate({ SANDBOX_SPLAT_SCALE: "0.001", LIMIT_RUNNING_PER_PLAYER: "3" });
  sandbox = steer(waygate.sandboxUrl);
  books = await openBooks(waygate);
  database = await openDatabase(`file:${waygate.dataDir}/waygate.db`);
});
afterAll(async () => {
  await database.close();
  await books.close();
  await waygate.close();
});
beforeEach(async () => {
  ada = await join(waygate.url);
  await ada.room.request("set_away", { away: true });
  tray = trayOf(waygate.url, ada);
});
afterEach(async () => {
  await sandbox.clearFaults();
  for (const { job_id, ended_at } of await tray.list()) if (ended_at === null) await tray.cancel(job_id);
  await books.atRest();
  await ada.leave();
});

const isSettled = async (jobId: string) =>
  (await books.client.generation.findFirst({ where: { jobId } }))?.settledAt instanceof Date;
const settled = (jobId: string) => until(() => isSettled(jobId));

/** A world without a portal that its provider would not make. */
async function failedAlone(prompt: string): Promise<string> {
  await sandbox.fault("no_credits");
  const jobId = await tray.order(prompt);
  await settled(jobId);
  return jobId;
}

/** A portal whose world failed; both their ids. */
async function failedPortal(prompt: string): Promise<{ portalId: string; jobId: string }> {
  await sandbox.fault("no_credits");
  const answer = await ada.room.request("generate_world", { prompt, ...spots.next().value });
  const portalId = String(Object(answer).portalId);
  await until(() => shown(ada, portalId)?.status === "error");
  const row = await books.client.generation.findFirstOrThrow({ where: { subject: `portal:${portalId}` } });
  await settled(row.jobId);
  return { portalId, jobId: row.jobId };
}

const rowOf = (jobId: string) => books.client.generation.findFirstOrThrow({ where: { jobId } });

describe("retrying", () => {
  test("what a portal was for goes on at the portal, which leads there when it is made", async () => {
    const { portalId, jobId } = await failedPortal("a quiet valley");
    const again = await tray.retry(jobId);
    expect(again).toMatchObject({ kind: "world", title: "a quiet valley", place: { worldId: "hub" } });
    expect(again.job_id).not.toBe(jobId);
    const portal = await books.client.portal.findUniqueOrThrow({ where: { id: portalId } });
    expect(portal).toMatchObject({ status: "generating", generationId: BigInt(again.record_id) });
    expect((await rowOf(again.job_id)).retryOf).toBe((await rowOf(jobId)).id);
    await tray.when(again.job_id, ({ operation_id }) => operation_id !== null);
    await sandbox.advance(WORLD_MS);
    await until(() => shown(ada, portalId)?.status === "ready");
    const { result } = await tray.read(again.job_id);
    expect(shown(ada, portalId)?.targetWorldId).toBe(result?.world_id);
  });

  test("what was ordered without a portal is ordered again without one", async () => {
    const jobId = await failedAlone("a loud city");
    const again = await tray.retry(jobId);
    expect(again).toMatchObject({ title: "a loud city", place: null });
    expect((await rowOf(again.job_id)).retryOf).toBe((await rowOf(jobId)).id);
  });

  test("a cancelled one takes up what is still to be had, and pays once", async () => {
    const before = (await sandbox.charges()).length;
    const jobId = await tray.order("a garden");
    const { operation_id } = await tray.when(jobId, ({ status }) => status === "running");
    await tray.cancel(jobId);
    await settled(jobId);
    expect(await tray.retry(jobId)).toMatchObject({ operation_id, status: "running" });
    expect(await sandbox.charges()).toHaveLength(before + 1);
  });

  test("twice at once makes one, at a portal and without one", async () => {
    for (const jobId of [(await failedPortal("a lake")).jobId, await failedAlone("a lake")]) {
      const before = (await tray.list()).length;
      const answers = await Promise.all([1, 2].map(() => tray.ask(`/${jobId}/retry`, "POST")));
      expect(answers.filter(({ ok }) => ok).length).toBeGreaterThan(0);
      expect((await tray.list()).length).toBe(before + 1);
    }
  });

  test("what was tried again already is refused", async () => {
    const jobId = await failedAlone("a lake");
    const again = await tray.retry(jobId);
    await tray.cancel(again.job_id);
    await settled(again.job_id);
    expect(await tray.refusal(`/${jobId}/retry`, "POST")).toEqual([
      409,
      "stale_operation",
      "It was tried again already: go on with the newer one.",
    ]);
  });

  test("what is under way or was made is refused", async () => {
    const { operationId } = await begin(ada, spots.next().value);
    const { jobId } = await books.client.generation.findFirstOrThrow({ where: { operationId } });
    expect(await tray.refusal(`/${jobId}/retry`, "POST")).toEqual([
      409,
      "already_generating",
      "It has not ended yet: wait, or cancel it.",
    ]);
    await sandbox.advance(WORLD_MS);
    await settled(jobId);
    expect(await tray.refusal(`/${jobId}/retry`, "POST")).toEqual([
      409,
      "not_generating",
      "It succeeded: there is nothing to retry.",
    ]);
  });

  test("is refused where the portal was removed, or has gone on to something else", async () => {
    const removed = await failedPortal("a lake");
    await ada.room.request("remove_portal", { portalId: removed.portalId });
    expect((await tray.refusal(`/${removed.jobId}/retry`, "POST")).slice(0, 2)).toEqual([404, "unknown_portal"]);
    const gone = await failedPortal("a lake");
    const { portalId } = gone;
    await ada.room.request("generate_world", { portalId, prompt: "a bright desert" });
    expect((await tray.refusal(`/${gone.jobId}/retry`, "POST")).slice(0, 2)).toEqual([409, "stale_operation"]);
    expect(await tray.retryFailed()).toEqual({ retried: [], refused: [] });
  });

  test("of a portal in its room, while the same goes on without it, leaves the portal as it was", async () => {
    const jobId = await failedAlone("a lake");
    const again = await tray.retry(jobId);
    const given = { status: "generating", jobId, ...spots.next().value };
    const portalId = String(Object(await ada.room.request("update_portal", given)).portalId);
    await until(() => shown(ada, portalId)?.status === "error");
    const before = await books.client.portal.findUniqueOrThrow({ where: { id: portalId } });
    expect(await ada.refusal("retry_portal", { portalId })).toMatchObject({ code: "already_generating" });
    expect(await books.client.portal.findUniqueOrThrow({ where: { id: portalId } })).toEqual(before);
    expect(await tray.read(again.job_id)).toMatchObject({ ended_at: null });
  });
});

describe("retrying all that failed", () => {
  test("takes failed and timed out ones that nothing has replaced, and no others", async () => {
    const { portalId, jobId: atPortal } = await failedPortal("a lake");
    const alone = await failedAlone("a castle");
    const replaced = await failedAlone("a harbour");
    const ended = {
      requestedBy: ada.playerId,
      attempts: 1,
      endedAt: Date.now(),
      settledAt: Date.now(),
      nextLookAt: null,
    };
    const store = createGenerationStore(database);
    const timedOut = aGeneration({
      ...ended,
      status: "timed_out",
      subject: "",
      operationId: "gone",
      createdAt: Date.now(),
    });
    const cancelled = aGeneration({ ...ended, status: "cancelled", subject: "" });
    for (const row of [timedOut, cancelled]) await store.insert(row);
    const newer = await tray.retry(replaced);
    await tray.cancel(newer.job_id);
    await settled(newer.job_id);

    const { retried, refused } = await tray.retryFailed();
    expect(refused).toEqual([]);
    const rows = await Promise.all(retried.map(rowOf));
    const originals = [timedOut.jobId, alone, atPortal];
    expect(rows.map(({ retryOf }) => retryOf)).toEqual((await Promise.all(originals.map(rowOf))).map(({ id }) => id));
    await until(() => shown(ada, portalId)?.status === "generating");
    expect(await tray.retryFailed()).toEqual({ retried: [], refused: [] });
  });

  test("takes only those that are named, where some are", async () => {
    const [named, other] = [await failedAlone("a lake"), await failedAlone("a castle")];
    const { retried } = await tray.retryFailed(`?job_id=${named}&job_id=unknown`);
    expect((await Promise.all(retried.map(rowOf))).map(({ retryOf }) => retryOf)).toEqual([(await rowOf(named)).id]);
    expect((await tray.retryFailed()).retried).toHaveLength(1);
    expect(await tray.list()).toContainEqual(expect.objectContaining({ retry_of: Number((await rowOf(other)).id) }));
  });

  test("goes on after a refusal, and lists it with its sentence", async () => {
    const jobs: string[] = [];
    for (const prompt of ["a lake", "a castle", "a harbour", "a garden"]) jobs.push(await failedAlone(prompt));
    const { retried, refused } = await tray.retryFailed();
    expect(retried).toHaveLength(3);
    expect(refused).toEqual([{ job_id: jobs[0], error: expect.stringMatching(/^You have 3 generations running/) }]);
  });

  test("tries 20 at most, the newest", async () => {
    const store = createGenerationStore(database);
    const now = Date.now();
    const failed = {
      requestedBy: ada.playerId,
      status: "failed",
      nextLookAt: null,
      endedAt: now,
      settledAt: now,
    } as const;
    await store.insert(aGeneration({ ...failed, subject: "portal:none-any-more", createdAt: now }));
    const lost = { ...failed, subject: "", adopted: true, errorCode: "operation_lost" };
    const rows = Array.from({ length: 21 }, (_, nth) => aGeneration({ ...lost, createdAt: now - nth }));
    for (const row of rows) await store.insert(row);
    const { retried, refused } = await tray.retryFailed();
    expect(retried).toEqual([]);
    expect(refused.map(({ job_id }) => job_id)).toEqual(rows.slice(0, 20).map(({ jobId }) => jobId));
    expect(refused[0]?.error).toMatch(/not at its maker any more/);
  });
});
