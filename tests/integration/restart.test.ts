import { join as joinPath } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Database, openDatabase } from "../../server/persistence/database.ts";
import { type AskedWorld, askForWorld, worldMs } from "../support/asked-world.ts";
import { join, type TestPlayer } from "../support/player.ts";
import { steer } from "../support/sandbox-control.ts";
import { until } from "../support/until.ts";
import { startWaygate, type Waygate } from "../support/waygate.ts";

const submitted = ["queued", "submitting"];
const made = ["running", "collecting", "succeeded"];

let waygate: Waygate;
let sandbox: ReturnType<typeof steer>;
/** A second reader of the server's database: what it says holds with nobody in any room. */
let database: Database;

async function start(environment: Readonly<Record<string, string>>): Promise<void> {
  waygate = await startWaygate(environment);
  sandbox = steer(waygate.sandboxUrl);
  database = await openDatabase(`file:${joinPath(waygate.dataDir, "waygate.db")}`);
}

async function end(): Promise<void> {
  await database.close();
  await waygate.close();
}

const portalStatus = async ({ portalId }: AskedWorld): Promise<string | undefined> =>
  (await database.client.portal.findUnique({ where: { id: portalId } }))?.status;

const isReady = async (world: AskedWorld): Promise<boolean> => (await portalStatus(world)) === "ready";

/** What was billed for a portal, by the tags that its submits carried. */
async function chargesFor({ portalId }: AskedWorld): Promise<number> {
  const rows = await database.client.generation.findMany({ where: { subject: `portal:${portalId}` } });
  const tags = new Set(rows.map(({ submitTag }) => submitTag));
  return (await sandbox.charges()).filter(({ tag, refunded }) => tag !== null && tags.has(tag) && !refunded).length;
}

describe("a server that is killed with SIGKILL, nobody being there before or after", () => {
  let collecting: AskedWorld;
  let running: AskedWorld;
  let submitting: AskedWorld;
  let queued: AskedWorld;

  // What the killed one held is free again when its leases have ended, which takes 20 s of real time.
  beforeAll(async () => {
    await start({ MARBLE_STARTS_PER_MINUTE: "3" });
    const ada = await join(waygate.url);
    await ada.room.request("set_away", { away: true });
    collecting = await collectingSlowly(ada);
    running = await askForWorld(waygate, ada);
    await running.lifeUntil("running");
    submitting = await submittingSlowly(ada);
    queued = await askForWorld(waygate, ada);
    await until(() => queued.portal().queuePosition === 1);
    await ada.leave();
    await waygate.kill();

    await waygate.startAgain({ MARBLE_STARTS_PER_MINUTE: "1000" });
    await queued.lifeUntil("running");
    await submitting.lifeUntil("running");
    await sandbox.advance(worldMs);
    for (const world of [collecting, running, submitting, queued]) await until(() => isReady(world));
  }, 180_000);
  afterAll(end);

  /** Its files are on their way, and will not come. */
  async function collectingSlowly(ada: TestPlayer): Promise<AskedWorld> {
    const world = await askForWorld(waygate, ada);
    await world.lifeUntil("running");
    await sandbox.fault("slow", 100, { on: "file", forMs: 60_000 });
    await sandbox.advance(worldMs);
    await world.lifeUntil("collecting");
    return world;
  }

  /** The provider has made and billed it, and its answer will not come. */
  async function submittingSlowly(ada: TestPlayer): Promise<AskedWorld> {
    const before = (await sandbox.charges()).length;
    await sandbox.fault("slow", 1, { on: "create", forMs: 60_000 });
    const world = await askForWorld(waygate, ada);
    await until(async () => (await sandbox.charges()).length > before);
    return world;
  }

  test("starts what waited for the gate", async () => {
    expect(await queued.lifeUntil("succeeded")).toEqual([...submitted, ...made]);
    expect(await chargesFor(queued)).toBe(1);
  });

  test("finds what was just being submitted, and does not pay for it again", async () => {
    expect(await submitting.lifeUntil("succeeded")).toEqual([...submitted, "unknown", ...made]);
    expect(await chargesFor(submitting)).toBe(1);
  });

  test("goes on looking at what was being made", async () => {
    expect(await running.lifeUntil("succeeded")).toEqual([...submitted, ...made]);
    expect(await chargesFor(running)).toBe(1);
  });

  test("goes on fetching what was being collected", async () => {
    expect(await collecting.lifeUntil("succeeded")).toEqual([...submitted, ...made]);
    expect(await chargesFor(collecting)).toBe(1);
  });

  test("has paid for four worlds, and shows four ready portals to the next who comes", async () => {
    expect(await sandbox.charges()).toHaveLength(4);
    const bob = await join(waygate.url, { name: "Bob" });
    for (const { portalId } of [collecting, running, submitting, queued]) {
      expect(bob.room.state.portals.get(portalId)).toMatchObject({
        status: "ready",
        url: expect.stringMatching(/^https:\/\/marble\.worldlabs\.ai\/world\//),
        thumbnailUrl: expect.stringMatching(/^\/assets\//),
      });
    }
    await bob.leave();
  });
});

describe("with nobody there", () => {
  beforeAll(() => start({}));
  afterAll(end);

  test("a world becomes ready after everybody has left in its middle", async () => {
    const [ada, bob] = [await join(waygate.url), await join(waygate.url, { name: "Bob" })];
    const world = await askForWorld(waygate, ada);
    await world.lifeUntil("running");
    await Promise.all([ada.leave(), bob.leave()]);
    await sandbox.advance(worldMs);
    await until(() => isReady(world));
    expect(await chargesFor(world)).toBe(1);
  });

  test("a server that is asked to stop with SIGTERM ends well in the middle of a generation, and goes on with it when it is started again", async () => {
    const ada = await join(waygate.url);
    const world = await askForWorld(waygate, ada);
    await world.lifeUntil("running");
    await ada.leave();
    expect(await waygate.terminate()).toBe(0);
    expect(await portalStatus(world)).toBe("generating");
    await waygate.startAgain();
    await sandbox.advance(worldMs);
    await until(() => isReady(world));
    expect(await world.lifeUntil("succeeded")).toEqual([...submitted, ...made]);
    expect(await chargesFor(world)).toBe(1);
  });

  test("so does one whose players are still there, and they need not come back", async () => {
    const [ada, bob] = [await join(waygate.url), await join(waygate.url, { name: "Bob" })];
    const world = await askForWorld(waygate, ada);
    await world.lifeUntil("running");
    const closed = Promise.all([ada, bob].map(({ room }) => new Promise((resolve) => room.onLeave(resolve))));
    expect(await waygate.terminate()).toBe(0);
    await closed;
    await waygate.startAgain();
    await sandbox.advance(worldMs);
    await until(() => isReady(world));
    expect(await chargesFor(world)).toBe(1);
  });
});
