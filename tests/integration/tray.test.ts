import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GenerationsAnswer, SessionAnswer } from "../../contract/routes.ts";
import { type Books, openBooks } from "../support/books.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { begin, spotsInHub, WORLD_MS } from "../support/portals.ts";
import { steer } from "../support/sandbox-control.ts";
import { type Tray, trayOf } from "../support/tray.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const spots = spotsInHub();
let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
let books: Books;
let ada: TestPlayer;
let tray: Tray;
beforeAll(async () => {
  waygate = await startWaygate({ SANDBOX_SPLAT_SCALE: "0.001" });
  sandbox = steer(waygate.sandboxUrl);
  books = await openBooks(waygate);
});
afterAll(async () => {
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
  await sandbox.advance(WORLD_MS);
  await ada.leave();
  await books.atRest();
});

const settled = (jobId: string) => tray.when(jobId, ({ ended_at }) => ended_at !== null);
async function made(prompt: string): Promise<string> {
  const jobId = await tray.order(prompt);
  await tray.when(jobId, ({ operation_id }) => operation_id !== null);
  await sandbox.advance(WORLD_MS);
  await settled(jobId);
  return jobId;
}

describe("the list", () => {
  test("has one's own generations with all that a tray shows, the newest first", async () => {
    const spot = spots.next().value;
    const { operationId } = await begin(ada, spot, "a quiet valley");
    const jobId = await tray.order("a loud city");
    const [world, portal] = await tray.list();
    expect(world).toMatchObject({ job_id: jobId, kind: "world", title: "a loud city", place: null, result: null });
    const { x, y, z } = spot;
    expect(portal).toMatchObject({
      title: "a quiet valley",
      status: "running",
      operation_id: operationId,
      queue_position: 0,
      typical_seconds: 300,
      error_code: null,
      place: { worldId: "hub", x, y, z },
    });
    expect(await tray.list()).toHaveLength(2);
    expect(await tray.read(portal?.job_id ?? "")).toMatchObject({ title: "a quiet valley", place: { worldId: "hub" } });
  });

  test("is filtered by status and kind, and cut by its limit", async () => {
    await sandbox.fault("no_credits");
    const failed = await tray.order("a castle");
    await settled(failed);
    const running = await tray.order("a harbour");
    const jobs = async (query: string) => (await tray.list(query)).map(({ job_id }) => job_id);
    expect(await jobs("?mine&status=failed,timed_out")).toEqual([failed]);
    expect(await jobs("?kind=world&limit=1")).toEqual([running]);
    expect(await jobs("?status=succeeded")).toEqual([]);
    expect(await tray.refusal("?status=ready")).toEqual([
      400,
      "bad_message",
      expect.stringMatching(/^There is no status "ready": use /),
    ]);
    expect(await tray.refusal("?kind=castle")).toEqual([
      400,
      "bad_message",
      expect.stringMatching(/^There is no kind "castle": use .*world/),
    ]);
  });

  test("tells what came of them, in the words of job_completed", async () => {
    const jobId = await made("an island");
    const { result, error_code, ended_at } = await tray.read(jobId);
    const told = {
      world_id: expect.any(String),
      url: expect.stringMatching(/^https:\/\/marble\.worldlabs\.ai\/world\//),
    };
    expect({ result, error_code }).toEqual({ result: told, error_code: null });
    expect(Date.parse(ended_at ?? "")).not.toBeNaN();
  });

  test("is empty for who is nobody, and for who has asked for nothing", async () => {
    await tray.order("a garden");
    const list = `${waygate.url}/api/generations?mine`;
    expect(GenerationsAnswer.parse(await (await fetch(list)).json())).toEqual({ generations: [] });
    const bob = await join(waygate.url, { name: "Bob" });
    expect(await trayOf(waygate.url, bob).list()).toEqual([]);
    await bob.leave();
  });
});

describe("somebody else's", () => {
  const doors = [
    ["GET", ""],
    ["POST", "/cancel"],
    ["POST", "/retry"],
    ["POST", "/ticket"],
    ["GET", "/events"],
  ] as const;
  test.each(doors)(
    "%s …%s is answered like that of one that there is not, and changes nothing",
    async (method, path) => {
      await sandbox.fault("no_credits");
      const jobs = [await tray.order("a castle"), await tray.order("a harbour")];
      await settled(jobs[0] ?? "");
      const session = await fetch(`${waygate.url}/api/session`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
      const bob = trayOf(waygate.url, SessionAnswer.parse(await session.json()));
      const before = (await tray.list()).map(({ status }) => status);
      const unknown = await bob.refusal(`/none${path}`, method);
      expect(unknown.slice(0, 2)).toEqual([404, "unknown_job"]);
      for (const job of jobs) expect(await bob.refusal(`/${job}${path}`, method)).toEqual(unknown);
      const anonymous = await fetch(`${waygate.url}/api/generations/${jobs[1]}${path}`, { method });
      expect(anonymous.status).toBe(404);
      expect((await tray.list()).map(({ status }) => status)).toEqual(before);
    },
  );

  test("retry-failed leaves it alone", async () => {
    await sandbox.fault("no_credits");
    await settled(await tray.order("a castle"));
    const bob = await join(waygate.url, { name: "Bob" });
    expect(await trayOf(waygate.url, bob).retryFailed()).toEqual({ retried: [], refused: [] });
    expect(await tray.list()).toHaveLength(1);
    await bob.leave();
  });
});

describe("cancelling", () => {
  test("what is running ends it, and a second time there is nothing to cancel", async () => {
    const jobId = await tray.order("a garden");
    await tray.when(jobId, ({ status }) => status === "running");
    expect(await tray.cancel(jobId)).toMatchObject({ status: "cancelled", error_code: "cancelled", queue_position: 0 });
    expect(await tray.refusal(`/${jobId}/cancel`, "POST")).toEqual([
      409,
      "not_generating",
      "It has ended: there is nothing to cancel.",
    ]);
  });
});
