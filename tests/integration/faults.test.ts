import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { WorldAnswer } from "../../contract/routes.ts";
import type { Portal } from "../../contract/state.ts";
import { type AskedWorld, askForWorld, worldMs } from "../support/asked-world.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { steer } from "../support/sandbox-control.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const submitted = ["queued", "submitting"];
const made = ["running", "collecting", "succeeded"];

let waygate: Waygate;
let ada: TestPlayer;
let sandbox: ReturnType<typeof steer>;
/** Every place in the queue that ada was shown since the test began. */
const shownPlaces = new Set<number>();
beforeAll(async () => {
  waygate = await startWaygate();
  sandbox = steer(waygate.sandboxUrl);
  ada = await join(waygate.url);
  // So the looks are the server's own, without a window for her.
  await ada.room.request("set_away", { away: true });
  ada.room.onStateChange(({ portals }) => {
    for (const { queuePosition } of portals.values()) shownPlaces.add(queuePosition);
  });
});
beforeEach(() => shownPlaces.clear());
afterAll(async () => {
  await ada.leave();
  await waygate.close();
});

const asked = (justBefore?: () => Promise<void>): Promise<AskedWorld> => askForWorld(waygate, ada, justBefore);
const playedOut = (): Promise<void> => until(async () => (await sandbox.waitingFaults()).length === 0);

/** A portal that leads somewhere, with every file of the world behind it. */
async function leadsToWholeWorld({ status, targetWorldId, url, pendingOperationId, errorMessage }: Portal) {
  expect({ status, pendingOperationId, errorMessage }).toEqual({
    status: "ready",
    pendingOperationId: "",
    errorMessage: "",
  });
  expect(url).toBe(`https://marble.worldlabs.ai/world/${targetWorldId}`);
  const world = WorldAnswer.parse(await (await fetch(`${waygate.url}/api/worlds/${targetWorldId}`)).json());
  expect(Object.keys(world.splatUrls)).toEqual(["100k", "500k"]);
  const files = [...Object.values(world.splatUrls), world.colliderUrl, world.thumbnailUrl];
  for (const file of files) expect((await fetch(`${waygate.url}${file}`, { method: "HEAD" })).status).toBe(200);
  return world;
}

describe("at the submit", () => {
  test.each(["lose_answer", "garbage"])(
    "%s: the world that was made nevertheless is found, adopted and shown, and paid once",
    async (fault) => {
      await sandbox.fault(fault, 1, { on: "create" });
      const world = await asked();
      expect(await world.lifeUntil("running")).toEqual([...submitted, "unknown", "running"]);
      await leadsToWholeWorld(await world.ended());
      expect(await world.lifeUntil("succeeded")).toEqual([...submitted, "unknown", ...made]);
      expect(await world.charges()).toBe(1);
    },
  );

  test("refused connections: it is sent again until somebody listens, and paid once", async () => {
    const world = await asked(() => sandbox.fault("refuse_connection", 1, { forMs: 2_500 }));
    const life = await world.lifeUntil("running");
    expect(life.slice(0, 4)).toEqual([...submitted, ...submitted]);
    expect(life).not.toContain("unknown");
    await leadsToWholeWorld(await world.ended());
    expect(await world.charges()).toBe(1);
  });

  test.each(["throttle", "throttle_without_hint"])(
    "%s: it waits in the queue, where everybody sees it, and is paid once",
    async (fault) => {
      await sandbox.fault(fault, 1, { on: "create" });
      const world = await asked();
      expect(await world.lifeUntil("running")).toEqual([...submitted, ...submitted, "running"]);
      expect(shownPlaces).toEqual(new Set([0, 1]));
      await leadsToWholeWorld(await world.ended());
      expect(await world.charges()).toBe(1);
    },
  );

  test("402: the portal says whom to tell, nothing is paid, and a retry pays once", async () => {
    await sandbox.fault("no_credits", 1, { on: "create" });
    const world = await asked();
    await until(() => world.portal().status === "error");
    expect(world.portal()).toMatchObject({
      errorCode: "no_credits",
      errorMessage: "The world maker's credits are used up. Tell the operator.",
      pendingOperationId: "",
    });
    expect(await world.charges()).toBe(0);
    await ada.room.request("retry_portal", { portalId: world.portalId });
    await until(() => world.portal().pendingOperationId !== "");
    await leadsToWholeWorld(await world.ended());
    expect(await world.charges()).toBe(1);
  });
});

describe("at a look", () => {
  test.each(["server_error", "garbage", "throttle", "lose_answer"])(
    "%s: says nothing about the world, which opens all the same, paid once",
    async (fault) => {
      const world = await asked();
      await world.lifeUntil("running");
      await sandbox.fault(fault, 2, { on: "look" });
      await playedOut();
      expect(world.portal()).toMatchObject({ status: "generating", errorMessage: "" });
      await leadsToWholeWorld(await world.ended());
      expect(await world.lifeUntil("succeeded")).toEqual([...submitted, ...made]);
      expect(await world.charges()).toBe(1);
    },
  );

  test("404 before the world's id was seen: it is searched for, adopted and shown, and paid once", async () => {
    await sandbox.fault("not_found", 1, { on: "look" });
    const world = await asked();
    await world.lifeUntil("unknown");
    await leadsToWholeWorld(await world.ended());
    expect(await world.lifeUntil("succeeded")).toEqual([...submitted, "running", "unknown", ...made]);
    expect(await world.charges()).toBe(1);
  });

  test("404 after the world's id was seen: the world itself is looked at from then on, and paid once", async () => {
    const world = await asked();
    await until(() => world.portal().pendingOperationId !== "");
    await until(async () => (await seenWorldId(world.portal().pendingOperationId)) !== undefined);
    await sandbox.fault("not_found", 1, { on: "look" });
    await until(() => world.portal().pendingOperationId === "");
    expect(world.portal().status).toBe("generating");
    await leadsToWholeWorld(await world.ended());
    expect(await world.lifeUntil("succeeded")).toEqual([...submitted, ...made]);
    expect(await world.charges()).toBe(1);
  });

  /** What the server saw at its last look. */
  async function seenWorldId(operationId: string): Promise<unknown> {
    const operation: unknown = await (await fetch(`${waygate.url}/api/operations/${operationId}`)).json();
    return Object(Object(operation).metadata).world_id;
  }
});

describe("a task", () => {
  test.each([
    ["task_fails", "provider_failed", "The world maker failed: World generation failed. Retry asks for it again."],
    [
      "moderated",
      "moderated",
      "The world maker declined this prompt: Content policy violation. Change the words and try again.",
    ],
  ])("%s: the portal says so, with what can be done, and nothing is paid", async (fault, errorCode, errorMessage) => {
    await sandbox.fault(fault);
    const world = await asked();
    await world.lifeUntil("running");
    expect(await world.ended()).toMatchObject({ status: "error", errorCode, errorMessage, url: "" });
    expect(await world.charges()).toBe(0);
  });

  test("task_fails_transiently: it is asked for once more, and only the second one is paid", async () => {
    await sandbox.fault("task_fails_transiently");
    const world = await asked();
    await world.lifeUntil("running");
    await sandbox.advance(worldMs);
    await until(async () => (await world.lifeUntil("running")).filter((status) => status === "running").length === 2);
    await leadsToWholeWorld(await world.ended());
    expect(await world.lifeUntil("succeeded")).toEqual([...submitted, "running", ...submitted, ...made]);
    expect(await world.charges()).toBe(1);
  });
});

describe("a finished world", () => {
  test("null_pano: opens without a pano", async () => {
    const world = await asked();
    await world.lifeUntil("running");
    await sandbox.fault("null_pano", 2);
    const { panoUrl } = await leadsToWholeWorld(await world.ended());
    expect(panoUrl).toBeNull();
    expect(await world.charges()).toBe(1);
  });

  test.each(["snapshot_id", "singular_url"])("%s: opens as any other", async (fault) => {
    const world = await asked();
    await world.lifeUntil("running");
    await sandbox.fault(fault, 2);
    const { panoUrl } = await leadsToWholeWorld(await world.ended());
    expect(panoUrl).toMatch(/^\/assets\//);
    expect(await world.charges()).toBe(1);
  });

  test("expired_files: fresh links are fetched, and it opens with every file", async () => {
    const world = await asked();
    await world.lifeUntil("running");
    await sandbox.fault("expired_files");
    const { panoUrl } = await leadsToWholeWorld(await world.ended());
    expect(panoUrl).toMatch(/^\/assets\//);
    expect(await sandbox.waitingFaults()).toEqual([]);
    expect(await world.lifeUntil("succeeded")).toEqual([...submitted, ...made]);
    expect(await world.charges()).toBe(1);
  });
});
